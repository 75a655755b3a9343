// Small comforts. Every page works without this file.
(function () {
  "use strict";

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
