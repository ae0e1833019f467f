// In the preview only: shows what is wrong in the records, and loads the page again when it has changed.
(() => {
  const page = new URL(document.currentScript.src).searchParams.get("trang");
  let box = null;

  const show = (problems) => {
    if (box) box.remove();
    box = null;
    if (!problems.length) return;
    box = document.createElement("section");
    box.id = "xem-thu";
    box.setAttribute("role", "alert");
    const heading = document.createElement("strong");
    heading.textContent = "Chưa dựng được trang mới. Sửa những chỗ này rồi lưu lại:";
    const lines = document.createElement("pre");
    lines.textContent = problems.join("\n");
    box.append(heading, lines);
    document.body.append(box);
  };

  const ask = async (after) => {
    try {
      const state = await (await fetch(`/-xem-thu/trang-thai?sau=${after}`)).json();
      if (String(state.pages) !== page) return location.reload();
      show(state.problems);
      ask(state.version);
    } catch (error) {
      setTimeout(ask, 1000, after);
    }
  };
  ask(-1);
})();
