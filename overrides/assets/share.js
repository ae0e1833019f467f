// Additions to a share page only; copying is in shell.js. ES2017.
(() => {
  "use strict";

  // Phones have no printer at hand, and in-app browsers offer the button without any effect.
  if (window.print && matchMedia("(hover: hover)").matches) {
    document.querySelectorAll("[data-cb-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
  }

  // Pictures can be handed over by few browsers, and by no Android WebView; all can save them.
  const asFile = (content, address) => new File([content], address.split("?")[0].split("/").pop(), { type: "image/png" });
  const canHandOver = (file) => Boolean(navigator.canShare) && navigator.canShare({ files: [file] });

  document.querySelectorAll("[data-cb-share-picture]").forEach((button) => {
    const address = button.dataset.cbSharePicture;
    if (!canHandOver(asFile("", address))) return;
    const status = button.closest("section").querySelector(".cb-share__status");
    button.hidden = false;
    button.addEventListener("click", async () => {
      status.textContent = "";
      try {
        const answer = await fetch(address);
        const files = [asFile(await answer.blob(), address)];
        await navigator.share({ files, text: document.getElementById("ngan-tin").value });
      } catch (error) {
        // AbortError: the share sheet was closed.
        if (error.name !== "AbortError") status.textContent = "Nhấn giữ ảnh để lưu, rồi gửi vào nhóm.";
      }
    });
  });
})();
