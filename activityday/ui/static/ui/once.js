// A form is sent once: the second click finds the button asleep. Without this script the server refuses the repeat.
document.addEventListener("submit", function (event) {
  if (event.defaultPrevented || event.target.hasAttribute("data-again")) return;
  var buttons = event.target.querySelectorAll("button:not([type=button])");
  setTimeout(function () {
    buttons.forEach(function (button) { button.disabled = true; });
  }, 0);
});
// Coming back with the back button wakes the buttons again.
window.addEventListener("pageshow", function () {
  document.querySelectorAll("button[disabled]:not([data-asleep])").forEach(function (button) { button.disabled = false; });
});
