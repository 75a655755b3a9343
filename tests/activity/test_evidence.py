"""Pictures and scans: known by content, without position, kept once, taken out with a reason, all or nothing."""

import errno
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from activityday.day.activity.actions import Added, Upload, add_evidence, prepare, remove_evidence
from activityday.day.activity.enums import EvidenceKind, State
from activityday.day.activity.models import Activity, Evidence
from activityday.day.activity.pictures import keep
from activityday.day.activity.queries import evidence_of
from activityday.people.organisation.checks import Refused
from tests.activity.conftest import DAY, DECEMBER, GPS, PREPARED_AT, RECORDED_AT, jpeg
from tests.conftest import Town

MOST = 12 * 1024 * 1024
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


def png(*, size: tuple[int, int] = (30, 20), said: str = "") -> bytes:
    written, info = BytesIO(), PngInfo()
    info.add_text("Location", said)
    Image.new("RGBA", size, (0, 0, 255, 128)).save(written, "PNG", pnginfo=info)
    return written.getvalue()


def add(activity: Activity, town: Town, *uploads: tuple[str, bytes]) -> Added:
    return add_evidence(
        activity=activity,
        uploads=[Upload(name, content) for name, content in uploads],
        kind=EvidenceKind.PHOTO,
        by=town.users["recorder"],
        at=RECORDED_AT,
    )


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_where_and_by_whom_a_photo_was_taken_is_gone() -> None:
    taken = jpeg(with_place=True)
    assert Image.open(BytesIO(taken)).getexif().get_ifd(GPS)[2] == (29.0, 22.0, 1.0)
    found = keep(taken, "a.jpg", most_bytes=MOST)
    picture = Image.open(BytesIO(found.content))
    assert dict(picture.getexif()) == {}
    assert picture.getexif().get_ifd(GPS) == {}
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not [
        said for said in (b"Exif", b"Huawei", b"home", "王".encode("utf-16le")) if said in found.content
    ]
    assert picture.size == (40, 60)


def test_what_a_png_says_of_itself_is_gone() -> None:
    found = keep(png(said="29.36N 113.10E"), "a.png", most_bytes=MOST)
    picture = Image.open(BytesIO(found.content))
    assert (picture.info, picture.mode, found.content_type) == ({}, "RGB", "image/png")


def test_the_same_picture_is_known_whatever_its_camera_said() -> None:
    plain = Image.new("RGB", (60, 40), "red").transpose(Image.Transpose.ROTATE_270)
    written = BytesIO()
    plain.save(written, "JPEG")
    assert keep(jpeg(), "a.jpg", most_bytes=MOST).sha256 == keep(jpeg(), "b.jpg", most_bytes=MOST).sha256
    turned = keep(written.getvalue(), "b.jpg", most_bytes=MOST)
    assert keep(jpeg(with_place=True), "a.jpg", most_bytes=MOST).sha256 == turned.sha256


def test_of_a_phone_s_double_picture_the_first_is_kept() -> None:
    first, second, written = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (60, 40), "blue"), BytesIO()
    first.save(written, "MPO", save_all=True, append_images=[second])
    assert Image.open(BytesIO(written.getvalue())).format == "MPO"
    found = keep(written.getvalue(), "a.jpg", most_bytes=MOST)
    picture = Image.open(BytesIO(found.content))
    assert (picture.format, picture.getpixel((5, 5))) == ("JPEG", (254, 0, 0))


def test_a_large_photo_is_made_smaller() -> None:
    found = keep(jpeg(size=(5000, 2500)), "a.jpg", most_bytes=MOST)
    assert max(Image.open(BytesIO(found.content)).size) == 4096


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "是空文件"),
        (b"MZ\x90\x00" + b"\0" * 64, "不是照片或扫描件"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "不是照片或扫描件"),
        (b"GIF89a" + b"\0" * 64, "不是照片或扫描件"),
        (b"\0\0\0\x20ftypheic" + b"\0" * 64, "HEIC 格式"),
        (jpeg()[:300], "已经损坏"),
        (b"%PDF-1.7\nhalf", "这份 PDF 不完整"),
        (PDF.replace(b"<<>>", b"<</S /JavaScript>>"), "带有可运行的内容"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        keep(content, "某文件.jpg", most_bytes=MOST)


def test_a_picture_too_large_to_open_is_refused() -> None:
    written = BytesIO()
    Image.new("1", (9000, 9000)).save(written, "PNG")
    with pytest.raises(Refused, match="尺寸太大"):
        keep(written.getvalue(), "bomb.png", most_bytes=MOST)
    Image.new("1", (20000, 20000)).save(written := BytesIO(), "PNG")
    with pytest.raises(Refused, match="尺寸太大"):
        keep(written.getvalue(), "bomb.png", most_bytes=MOST)


def test_a_file_too_heavy_is_refused_with_its_size() -> None:
    with pytest.raises(Refused, match=r"“a\.jpg”有 2\.0 MB，一个文件最多 1 MB"):
        keep(b"\xff" * 2 * 1024 * 1024, "a.jpg", most_bytes=1024 * 1024)


def test_several_files_are_kept_at_once(town: Town, activity: Activity, evidence_folder: Path) -> None:
    added = add(activity, town, ("签到表.pdf", PDF), ("合影.jpg", jpeg()))
    assert [(piece.filename, piece.content_type) for piece in evidence_of(activity)] == [
        ("合影.jpg", "image/jpeg"),
        ("签到表.pdf", "application/pdf"),
    ]
    assert added.notes == ()
    assert {path.read_bytes() for path in files_in(evidence_folder)} == {
        PDF,
        keep(jpeg(), "", most_bytes=MOST).content,
    }


def test_one_bad_file_keeps_none(town: Town, activity: Activity, evidence_folder: Path) -> None:
    with pytest.raises(Refused, match=r"“坏\.jpg”"):
        add(activity, town, ("好.jpg", jpeg()), ("坏.jpg", b"no picture"))
    assert evidence_of(activity) == []
    assert files_in(evidence_folder) == []


def test_the_same_file_twice_is_told(town: Town, activity: Activity, evidence_folder: Path) -> None:
    add(activity, town, ("合影.jpg", jpeg()))
    again = add(activity, town, ("又一张.jpg", jpeg()))
    assert again.kept == ()
    assert again.notes == ("“又一张.jpg”这次活动里已经有了，没有再存一份。",)
    assert len(files_in(evidence_folder)) == 1


def test_the_same_file_in_one_upload_is_told(town: Town, activity: Activity, evidence_folder: Path) -> None:
    added = add(activity, town, ("甲.jpg", jpeg()), ("乙.jpg", jpeg()))
    assert [piece.filename for piece in added.kept] == ["甲.jpg"]
    assert len(added.notes) == 1


def test_a_photo_of_another_activity_is_told_to_the_recorder(
    town: Town, activity: Activity, evidence_folder: Path
) -> None:
    other = prepare(
        host=town.other_village,
        scopes=[town.other_village],
        month=DECEMBER,
        held_on=DAY,
        by=town.users["other_secretary"],
        at=PREPARED_AT,
    )
    add(other, town, ("机密文件名.jpg", jpeg()))
    added = add(activity, town, ("合影.jpg", jpeg()))
    assert len(added.kept) == 1
    assert added.notes == ("“合影.jpg”和柳堤村2026年12月活动里的一个文件完全相同，请核对有没有传错。",)


def test_a_full_disk_keeps_nothing(
    town: Town, activity: Activity, evidence_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = FileSystemStorage.save

    def second_write_fails(
        storage: FileSystemStorage, name: str, content: object, max_length: int | None = None
    ) -> str:
        if files_in(evidence_folder):
            Path(storage.path(name)).write_bytes(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(storage, name, content, max_length)  # type: ignore[arg-type]

    monkeypatch.setattr(FileSystemStorage, "save", second_write_fails)
    with pytest.raises(Refused, match="磁盘写不进去了（可能已满），这些文件都没有保存。"):
        add(activity, town, ("甲.jpg", jpeg("red")), ("乙.jpg", jpeg("blue")))
    assert files_in(evidence_folder) == []
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\photos\\合影.jpg", "合影.jpg"),
        ("<script>alert(1)</script>.jpg", "script.jpg"),
        ("\u202egpj.exe", "gpj.exe"),
        ("...", "未命名"),
        ("长" * 300 + ".jpg", "长" * 116 + ".jpg"),
    ],
)
def test_hostile_names_become_plain_ones(
    town: Town, activity: Activity, evidence_folder: Path, name: str, kept: str
) -> None:
    add(activity, town, (name, jpeg()))
    piece = evidence_of(activity)[0]
    assert piece.filename == kept
    assert files_in(evidence_folder) == [evidence_folder / f"fenggang/2026-12/{activity.pk}/{piece.pk}.jpg"]


def test_a_piece_is_taken_out_with_a_reason_and_its_file_stays(
    town: Town, activity: Activity, evidence_folder: Path
) -> None:
    piece = add(activity, town, ("合影.jpg", jpeg())).kept[0]
    with pytest.raises(Refused, match="请写明为什么移出。"):
        remove_evidence(evidence=piece, reason=" ", by=town.users["recorder"], at=RECORDED_AT)
    remove_evidence(evidence=piece, reason="传错了", by=town.users["recorder"], at=RECORDED_AT)
    assert evidence_of(activity) == []
    assert [(old.removed_why, old.removed_at) for old in evidence_of(activity, with_removed=True)] == [
        ("传错了", RECORDED_AT)
    ]
    assert len(files_in(evidence_folder)) == 1
    assert len(add(activity, town, ("合影.jpg", jpeg())).kept) == 1


def test_a_closed_activity_takes_no_more(
    town: Town, activity: Activity, evidence_folder: Path, make_members: Callable[..., object]
) -> None:
    piece = add(activity, town, ("合影.jpg", jpeg())).kept[0]
    Activity.objects.update(state=State.CLOSED)
    activity.refresh_from_db()
    piece.activity.refresh_from_db()
    with pytest.raises(Refused, match="内容封存"):
        add(activity, town, ("又一张.jpg", jpeg("blue")))
    with pytest.raises(Refused, match="内容封存"):
        remove_evidence(evidence=piece, reason="传错了", by=town.users["recorder"], at=RECORDED_AT)
