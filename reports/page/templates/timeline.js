if (data.timeline) {
  const line = data.timeline, left = 250, row = 26;
  const moments = line.moments.map(([n, at, lane, app, kind, outcome, line, order, story]) =>
    ({ n, at, lane, app, kind, outcome, line, order, story }));
  const make = (tag, marks = {}, text) => {
    const one = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(marks)) one.setAttribute(name, value);
    if (text !== undefined) one.textContent = text;
    return one;
  };
  const begins = moments.length ? moments[0].at : 0;
  const length = Math.max(1, line.ends - begins);
  const width = Math.max(1180, Math.min(4000, left + 3 * moments.length));
  const x = at => left + (width - left - 20) * (at - begins) / length;
  const y = lane => 30 + row * lane;
  const height = y(line.rows.length) + 6;
  const svg = make("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", class: "lanes" });
  const clock = at => {
    const minutes = Math.floor(at / 60000), day = Math.floor(minutes / 1440);
    const time = `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
    return day ? `${day + 1}· ${time}` : time;
  };
  for (let tick = 0; tick <= 8; tick++) {
    const at = begins + length * tick / 8;
    svg.append(make("path", { class: "tick", d: `M${x(at)} 18V${y(line.rows.length)}` }));
    svg.append(make("text", { class: "tick", x: x(at), y: 13 }, clock(at)));
  }
  const names = line.rows.map((one, at) => {
    svg.append(make("path", { class: one.app ? "app" : "", d: `M${left} ${y(at) + 8}H${width - 10}` }));
    const text = make("text", { x: 4, y: y(at) + 12, class: one.app ? "app" : "" });
    svg.append(text);
    return text;
  });
  const shades = line.shades.map(one => {
    const box = make("rect", { class: "shade", x: x(one.begins), y: y(one.lane) - 4, width: Math.max(3, x(one.ends) - x(one.begins)), height: 24 });
    box.append(make("title"));
    svg.append(box);
    return box;
  });
  const shapes = {
    command: (px, py) => make("circle", { cx: px, cy: py, r: 5 }),
    message: (px, py) => make("rect", { x: px - 4, y: py - 4, width: 8, height: 8 }),
  };
  const cross = (px, py) => make("path", { d: `M${px - 5} ${py - 5}l10 10m0 -10l-10 10` });
  const dots = moments.map((one, at) => {
    const dot = (shapes[one.kind] || cross)(x(one.at), y(one.lane) + 8);
    dot.setAttribute("class", `dot ${shapes[one.kind] ? one.kind : "fault"} ${one.outcome}`);
    dot.append(make("title"));
    dot.addEventListener("click", () => choose(at, true));
    svg.append(dot);
    return dot;
  });
  document.getElementById("lanes").append(svg);

  const rows = moments.map((one, at) => {
    const tr = document.createElement("tr");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = one.n;
    button.addEventListener("click", () => choose(at, false));
    const cells = [0, 1, 2].map(() => document.createElement("td"));
    cells[0].append(button);
    if (one.story) {
      const link = document.createElement("a");
      link.href = `#${one.story.replace(/-\d+$/, "")}`;
      link.addEventListener("click", () => tell(one.story));
      cells[2].append(link);
    }
    tr.append(...cells);
    return tr;
  });
  document.getElementById("moments").append(...rows);

  function tell(story) {
    const article = document.getElementById(story.replace(/-\d+$/, ""));
    article?.dispatchEvent(new CustomEvent("tell", { detail: Number(story.match(/\d+$/)[0]) }));
  }
  function choose(at, scroll) {
    for (const one of [...dots, ...rows]) one.classList.remove("current");
    dots[at].classList.add("current");
    rows[at].classList.add("current");
    if (scroll) rows[at].scrollIntoView({ block: "nearest" });
    else dots[at].scrollIntoView({ block: "nearest", inline: "center" });
    if (moments[at].story) tell(moments[at].story);
  }
  const filter = document.getElementById("filter"), shown = document.getElementById("shown");
  const sift = () => {
    const words = filter.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    moments.forEach((one, at) => {
      const lane = line.rows[one.lane], app = line.rows[one.app];
      const text = [one.order, one.kind, one.outcome, said(one.line), said(lane.name), said(lane.role), said(app.name)].join(" ").toLocaleLowerCase();
      const fits = words.every(word => text.includes(word));
      n += fits;
      rows[at].hidden = !fits;
      dots[at].classList.toggle("out", !fits);
    });
    shown.textContent = said(data.words.shown).replace("{n}", n).replace("{all}", moments.length);
  };
  filter.addEventListener("input", sift);
  redraw.push(() => {
    line.rows.forEach((one, at) => { names[at].textContent = said(one.role) ? `${said(one.name)} (${said(one.role)})` : said(one.name); });
    moments.forEach((one, at) => {
      rows[at].children[1].textContent = said(one.line);
      dots[at].firstChild.textContent = said(one.line);
      const link = rows[at].children[2].firstChild;
      if (link) link.textContent = said(data.words.story);
    });
    line.shades.forEach((one, at) => { shades[at].firstChild.textContent = said(one.words); });
    svg.setAttribute("aria-label", document.querySelector("#timeline h2").innerText);
    sift();
  });
}
