from django.urls import path

from activityday.contents.deliberation.views import exclusions, following, matters, topics, votes

app_name = "deliberation"
ROOM = "units/<slug:code>/deliberation/"
OPINION = f"{ROOM}opinions/<uuid:opinion>/"
TOPIC = f"{ROOM}topics/<uuid:topic>/"
VOTE = f"{ROOM}votes/<uuid:vote>/"
MATTER = f"{ROOM}matters/<uuid:matter>/"
FOLLOW_UP = f"{ROOM}follow-ups/<uuid:follow_up>/"
urlpatterns = [
    path(ROOM, topics.deliberation, name="deliberation"),
    path(f"{ROOM}opinions/new/", topics.new_opinion, name="new_opinion"),
    path(OPINION, topics.opinion, name="opinion"),
    path(f"{OPINION}answer/", topics.answer_opinion, name="answer_opinion"),
    path(f"{OPINION}join/", topics.join_opinion, name="join_opinion"),
    path(f"{OPINION}topic/", topics.new_topic, name="topic_from_opinion"),
    path(f"{ROOM}topics/new/", topics.new_topic, name="new_topic"),
    path(TOPIC, topics.topic, name="topic"),
    path(f"{TOPIC}agenda/", topics.place_topic, name="place_topic"),
    path(f"{TOPIC}discussion/", topics.discuss_topic, name="discuss_topic"),
    path(f"{TOPIC}decision/", topics.decide_topic, name="decide_topic"),
    path(f"{TOPIC}vote/", votes.new_vote, name="topic_vote"),
    path(f"{TOPIC}matter/", matters.begin_from_topic, name="begin_from_topic"),
    path(f"{TOPIC}<slug:move>/", topics.move_topic, name="move_topic"),
    path(f"{ROOM}votes/", votes.votes, name="votes"),
    path(f"{ROOM}votes/new/", votes.new_vote, name="new_vote"),
    path(VOTE, votes.vote, name="vote"),
    path(f"{VOTE}count/", votes.count_vote, name="count_vote"),
    path(f"{VOTE}annul/", votes.annul_vote, name="annul_vote"),
    path(f"{VOTE}ballots.pdf", votes.ballots_pdf, name="ballots"),
    path(f"{VOTE}count-sheet.pdf", votes.count_sheet_pdf, name="count_sheet"),
    path(f"{VOTE}result.pdf", votes.result_pdf, name="result"),
    path(f"{ROOM}not-counted/", exclusions.exclusions, name="exclusions"),
    path(f"{ROOM}not-counted/<int:exclusion>/end/", exclusions.end_exclusion, name="end_exclusion"),
    path(f"{ROOM}matters/", matters.matters, name="matters"),
    path(f"{ROOM}matters/new/", matters.new_matter, name="new_matter"),
    path(MATTER, matters.matter, name="matter"),
    path(f"{MATTER}vote/", matters.stage_vote, name="stage_vote"),
    path(f"{MATTER}left-out/", matters.leave_out, name="leave_out"),
    path(f"{MATTER}resolution/", matters.resolve, name="resolve"),
    path(f"{MATTER}publications/<slug:stage>/", matters.publish, name="publish"),
    path(f"{MATTER}end/", matters.end, name="end_matter"),
    path(f"{MATTER}tables.pdf", matters.tables_pdf, name="tables"),
    path(f"{ROOM}follow-ups/", following.follow_ups, name="follow_ups"),
    path(FOLLOW_UP, following.follow_up, name="follow_up"),
    path(f"{FOLLOW_UP}<slug:act>/", following.act_on_follow_up, name="act_on_follow_up"),
    path(f"{ROOM}disclosures/", following.disclosures, name="disclosures"),
    path(f"{ROOM}disclosures/new/", following.new_disclosure, name="new_disclosure"),
    path(f"{ROOM}disclosures/<uuid:disclosure>/", following.archive, name="archive"),
]
