// "Thoát nhanh": the page is empty at once, and "back" does not lead to it again. Without scripts it is a link. ES2017.
(() => {
  "use strict";
  const link = document.querySelector("[data-cb-leave]");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.title = "";
    document.body.hidden = true;
    location.replace(link.href);
  });
})();
