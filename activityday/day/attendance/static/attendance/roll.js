// The roll with the keyboard: P, A, O mark and jump to the next person about whom nothing is known; the figures follow.
// Without this file the page is a plain form that does the same.
(function () {
  "use strict";
  var form = document.getElementById("roll");
  if (!form) return;
  document.documentElement.classList.add("has-script");
  var rows = Array.prototype.slice.call(form.querySelectorAll("[data-roll] .person"));
  var signed = document.getElementById("signed");
  var agreement = form.querySelector("[data-agreement]");
  var rest = Array.prototype.slice.call(form.querySelectorAll("[data-rest]"));
  var silent = form.querySelector("[data-silent-note]");
  var next = form.querySelector("[data-next]");
  var LETTERS = { p: "present", o: "other_means", a: "absent" };

  function radio(row, value) { return row.querySelector(".choices input[value=" + value + "]"); }
  function back(row) { return row.querySelector(".take-back input"); }
  function stateOf(row) {
    var input = row.querySelector(".choices input:checked");
    return input ? input.value : "unrecorded";
  }
  // what one row counts as, in the same words as on the server
  function counted(row) {
    var state = stateOf(row), silence = row.getAttribute("data-silence");
    if (state === "present" || state === "other_means") return state;
    if (silence !== "unrecorded") return silence;
    return state === "absent" ? "absent" : "unrecorded";
  }
  function count() {
    var sums = { expected: 0, present: 0, other_means: 0, leave: 0, absent: 0, unrecorded: 0, nothing: 0, rest: 0 };
    rows.forEach(function (row) {
      var kind = counted(row);
      sums[kind] += 1;
      if (kind !== "nothing") sums.expected += 1;
      if (row.hasAttribute("data-signs") && stateOf(row) === "unrecorded") sums.rest += 1;
    });
    return sums;
  }
  function show() {
    var sums = count();
    document.querySelectorAll("[data-count]").forEach(function (place) {
      place.textContent = sums[place.getAttribute("data-count")];
    });
    if (silent) silent.hidden = sums.unrecorded === 0;
    rest.forEach(function (button) { button.parentNode.hidden = sums.rest === 0; });
    if (agreement) agree(sums);
  }
  function agree(sums) {
    var number = signed.value.trim(), even = false, off = false, word;
    if (!/^\d+$/.test(number)) {
      word = "先数签到表上的签名，填在这里";
    } else if (Number(number) === sums.present) {
      even = true;
      word = "与已记实到一致 ✓";
    } else if (rest.length && sums.rest && Number(number) === sums.present + sums.rest) {
      even = true;
      word = "已记到 " + sums.present + " + 其余 " + sums.rest + " = " + number + "，对得上";
    } else {
      off = sums.unrecorded === 0;
      word = "已记实到 " + sums.present + " 人，差 " + Math.abs(Number(number) - sums.present) + " 人";
    }
    agreement.textContent = word;
    agreement.classList.toggle("is-even", even);
    agreement.classList.toggle("is-off", off);
  }
  function dress(row) {
    var state = stateOf(row), select = row.querySelector(".for-other"), word = row.querySelector("[data-other]");
    row.classList.toggle("is-open", state === "other_means" || state === "absent");
    row.classList.toggle("is-absent", state === "absent");
    if (!word) return;
    var short = { group_call: "微信", host_branch: "流入地", visit: "上门", written: "书面", video: "视频" };
    word.textContent = state === "other_means" ? short[select.value] : word.dataset.other;
  }
  function focus(row) {
    if (!row) return;
    var input = row.querySelector(".choices input:checked") || radio(row, "present");
    input.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
  function following(row) {
    var start = rows.indexOf(row) + 1;
    return rows.slice(start).concat(rows.slice(0, start)).filter(function (one) {
      return one !== row && counted(one) === "unrecorded";
    })[0];
  }
  function changed(row) {
    dress(row);
    show();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function mark(row, value) {
    radio(row, value).checked = true;
    changed(row);
  }
  function takeBack(row) {
    back(row).checked = true;
    changed(row);
  }
  function rowOf(element) { return element && element.closest ? element.closest(".person") : null; }
  function isTyping(element) {
    return /^(SELECT|TEXTAREA)$/.test(element.tagName) || (element.tagName === "INPUT" && element.type !== "radio");
  }

  // pressing the marked choice again takes it back
  var before = "unrecorded";
  form.addEventListener("pointerdown", function (event) {
    var row = rowOf(event.target);
    if (row) before = stateOf(row);
  });
  form.addEventListener("click", function (event) {
    var input = event.target, row = rowOf(input);
    if (!row || !event.detail || !input.closest(".choices") || input.type !== "radio") return;
    if (input.value === before) takeBack(row);
    before = "unrecorded";
  });
  form.addEventListener("change", function (event) {
    var row = rowOf(event.target);
    if (row) { dress(row); show(); }
  });
  if (signed) {
    signed.addEventListener("input", show);
    signed.addEventListener("keydown", function (event) {
      if (event.key !== "Enter") return;
      event.preventDefault();
      focus(following(null));
    });
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    if (event.target.closest && event.target.closest(".conflict")) return;
    var row = rowOf(event.target), letter = event.key.toLowerCase();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!row && event.target !== document.body) return;
      event.preventDefault();
      focus(row ? rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)] : rows[0]);
    } else if (row && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault(); // an arrow must not mark anybody
      var inputs = Array.prototype.slice.call(row.querySelectorAll(".choices input"));
      var beside = inputs[inputs.indexOf(event.target) + (event.key === "ArrowRight" ? 1 : -1)];
      if (beside) beside.focus();
    } else if (letter === "n") {
      event.preventDefault();
      focus(following(row));
    } else if (row && (event.key === "Delete" || event.key === "Backspace")) {
      event.preventDefault();
      takeBack(row);
    } else if (LETTERS[letter]) {
      event.preventDefault();
      if (!row) { focus(following(null)); return; }
      mark(row, LETTERS[letter]);
      focus(following(row) || row);
    }
  });
  if (next) {
    next.hidden = false;
    next.addEventListener("click", function () { focus(following(rowOf(document.activeElement))); });
  }
  rows.forEach(dress);
  show();
})();
