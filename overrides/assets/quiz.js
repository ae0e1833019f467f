// Additions only: without scripts every question has its answer folded below. Nothing is stored or sent. ES2017.
(() => {
  "use strict";
  document.querySelectorAll("[data-cb-quiz]").forEach((list) => {
    const score = list.nextElementSibling;
    let answered = 0;
    let right = 0;
    Array.from(list.children).forEach((item) => {
      const choice = item.querySelector("[role=group]");
      const buttons = Array.from(choice.querySelectorAll("button"));
      choice.hidden = false;
      buttons.forEach((button) => {
        button.setAttribute("aria-pressed", "false");
        button.addEventListener("click", () => {
          // Not disabled: a keyboard would lose its place.
          if (item.dataset.cbDone) return;
          item.dataset.cbDone = "true";
          const isRight = button.value === item.dataset.cbUnsafe;
          const verdict = isRight ? "Đúng rồi. " : "Chưa đúng. ";
          answered += 1;
          right += isRight ? 1 : 0;
          button.setAttribute("aria-pressed", "true");
          buttons.forEach((other) => other.setAttribute("aria-disabled", "true"));
          item.querySelector("strong span").textContent = verdict;
          item.querySelector("details").open = true;
          score.textContent = verdict + "Đúng " + right + " trong " + answered + " câu đã trả lời.";
        });
      });
    });
  });
})();
