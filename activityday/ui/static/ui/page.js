// Small comforts. Every page works without this file.
(function () {
  "use strict";

  // Without a network a form stays on the page with everything typed in it: the browser's own error page would lose it.
  var reached = false;
  document.addEventListener("submit", function (event) {
    var form = event.target, sent = event.submitter;
    if (navigator.onLine !== false || reached || !window.fetch || form.method !== "post") return;
    if (form.hasAttribute("data-large")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // a server in this very machine answers all the same
    fetch(window.location.href, { method: "HEAD", cache: "no-store", credentials: "same-origin" }).then(function () {
      reached = true;
      if (sent) sent.click(); else form.submit();
      reached = false;
    }, unreached);
  }, true);
  function unreached() {
    var note = document.getElementById("offline");
    if (!note) {
      note = document.createElement("div");
      note.id = "offline";
      note.className = "note is-bad";
      note.setAttribute("role", "alert");
      note.appendChild(document.createElement("p"));
      var main = document.getElementById("main");
      main.insertBefore(note, main.firstChild);
    }
    note.firstChild.textContent = "现在没有网，还没有保存。您填的都在这一页上：不要关，也不要刷新，有网了再点一次。";
    note.scrollIntoView({ block: "nearest" });
  }
  window.addEventListener("online", function () {
    var note = document.getElementById("offline");
    if (note) note.firstChild.textContent = "网通了，还没有保存：请再点一次。";
  });

  // A form is sent once: its buttons sleep after the first click. The server refuses the repeat anyway.
  function sleep(form, sent) {
    form.querySelectorAll("button:not([type=button])").forEach(function (button) {
      button.disabled = true;
      button.setAttribute("data-asleep", button === sent ? button.innerHTML : "");
    });
    if (sent) sent.textContent = "正在提交…";
  }
  function wake() {
    document.querySelectorAll("button[data-asleep]").forEach(function (button) {
      var word = button.getAttribute("data-asleep");
      button.disabled = false;
      button.removeAttribute("data-asleep");
      if (word) button.innerHTML = word;
    });
  }
  var pressed = null;
  document.addEventListener("click", function (event) {
    pressed = event.target.closest ? event.target.closest("button") : null;
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-again")) return;
    var sent = pressed && pressed.form === form ? pressed : form.querySelector("button:not([type=button])");
    setTimeout(function () { sleep(form, sent); }, 0); // after the browser has taken the button's own value
    setTimeout(wake, 20000); // an answer that is a file leaves the page standing
  });
  window.addEventListener("pageshow", wake);

  // Leaving a form marked data-keep with something typed in it asks first.
  var changed = false;
  document.addEventListener("input", function (event) {
    if (event.target.closest("form[data-keep]")) changed = true;
  });
  document.addEventListener("submit", function (event) {
    if (!event.target.hasAttribute("data-large")) changed = false;
  });
  window.addEventListener("beforeunload", function (event) {
    if (!changed) return;
    event.preventDefault();
    event.returnValue = "";
  });

  // Large type at once, without loading the page again and losing what is typed.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute("data-large") || !window.fetch) return;
    event.preventDefault();
    fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "manual" })
      .then(function () {
        var large = document.documentElement.classList.toggle("large");
        form.querySelector("button").setAttribute("aria-pressed", String(large));
      });
  }, true);

  // A wide table on a narrow screen begins where there is something new.
  document.querySelectorAll(".scroll [data-seen]").forEach(function (head) {
    var box = head.closest(".scroll");
    box.scrollLeft = head.offsetLeft + head.offsetWidth - box.clientWidth;
  });

  // “?” shows what the keyboard does here.
  document.addEventListener("keydown", function (event) {
    var help = document.getElementById("keys");
    if (event.key !== "?" || !help || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    help.open = !help.open;
    if (help.open) help.scrollIntoView({ block: "nearest" });
  });
})();
