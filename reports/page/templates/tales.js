for (const article of all("article[data-tale]")) {
  const tale = data.tales[Number(article.dataset.tale)];
  const arrows = all(".step", article);
  const parts = all("[data-n]", article);
  const line = article.querySelector(".now");
  const lines = all(".steps li", article);
  const range = article.querySelector("input");
  const output = article.querySelector("output");
  const beliefs = article.querySelector(".beliefs");
  let now = arrows.length;

  const believe = () => {
    const before = new Set(now ? tale.believed[now - 1] : tale.believed[0]);
    beliefs.replaceChildren(...tale.believed[now].map(at => {
      const fact = document.createElement("li");
      fact.textContent = said(tale.facts[at]);
      if (!before.has(at)) {
        fact.className = "new";
        fact.setAttribute("aria-label", `${fact.textContent} (${said(data.words.new)})`);
      }
      return fact;
    }));
    if (!tale.facts.length) beliefs.replaceChildren(said(data.words.about_order));
  };
  const show = () => {
    range.value = now;
    for (const one of parts) {
      const n = Number(one.dataset.n);
      one.classList.toggle("current", n === now);
      one.classList.toggle("future", n > now);
    }
    output.textContent = now ? said(data.words.after_step).replace("{n}", now) : said(data.words.start);
    line.textContent = now ? visible(lines[now - 1]) : "";
    believe();
  };
  const go = n => { now = Math.max(0, Math.min(arrows.length, n)); show(); };

  article.querySelector(".back").addEventListener("click", () => go(now - 1));
  article.querySelector(".forward").addEventListener("click", () => go(now + 1));
  range.addEventListener("input", () => go(Number(range.value)));
  for (const one of [...arrows, ...lines]) {
    one.addEventListener("click", () => go(Number(one.dataset.n)));
    one.addEventListener("focus", () => go(Number(one.dataset.n)));
  }
  article.querySelector(".diagram").addEventListener("keydown", event => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    go(now + by);
    arrows[now - 1]?.focus();
  });
  article.addEventListener("tell", event => go(event.detail));
  redraw.push(() => {
    for (const [at, one] of arrows.entries()) one.querySelector("title").textContent = visible(lines[at]);
    show();
  });
}
