"use strict";
(() => {
  const escape = (character) => {
    const code = character.codePointAt(0), hex = (digits) => code.toString(16).padStart(digits, "0");
    return code === 13 ? "\\r" : code < 0x100 ? `\\x${hex(2)}` : code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
  };
  /** What turns the direction of writing, or can't be seen, is shown as an escape, as on a terminal. */
  const printable = (text) => text.replaceAll("\r\n", "\n").replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu,
    (character) => (character === "\n" || character === "\t" ? character : escape(character)));
  const run = JSON.parse(document.getElementById("data").textContent,
    (name, value) => (typeof value === "string" ? printable(value) : value));
  const TASK = 0, HOST = 1, STATE = 2, END = 3, MILLIS = 4, DETAIL = 5;
  const FIRST_ROWS = 200;
  // A canvas that is higher draws nothing.
  const MOST_ROWS = 800;
  const at = (name) => run.statuses.indexOf(name);
  const isFailure = (state) => state === at("failed") || state === at("unreachable");
  const byId = (id) => document.getElementById(id);

  /** An element with attributes and children; texts stay texts. */
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const color = (state) => getComputedStyle(document.documentElement).getPropertyValue("--" + run.statuses[state]).trim();
  const state = (index) => make("span", { class: "state", style: `color: var(--${run.statuses[index]})` }, run.statuses[index]);
  const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
  const duration = (millis) => {
    if (millis < 1000) return `${millis} ms`;
    if (millis < 60000) return `${(millis / 1000).toFixed(1)} s`;
    const seconds = Math.round(millis / 1000), rest = seconds % 3600;
    const two = (number) => String(number).padStart(2, "0");
    return seconds < 3600 ? `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`
      : `${Math.floor(seconds / 3600)} h ${two(Math.floor(rest / 60))} min`;
  };
  const detail = (result) => (result[DETAIL] < 0 ? {} : run.details[result[DETAIL]]);
  const bad = run.results.filter((result) => isFailure(result[STATE]));

  const overview = () => {
    const title = `play run ${run.playbooks.join(" ")}`;
    document.title = title;
    byId("title").textContent = title;
    byId("about").textContent = `${run.check ? "Dry run. " : ""}${new Date(run.began).toLocaleString()}, `
      + `${duration(run.ended - run.began)}, ${plural(run.hosts.length, "host")}, ${plural(run.tasks.length, "task")}, `
      + `play ${run.version}`;
    const lost = new Set(bad.map((result) => result[HOST])).size;
    const changes = run.results.filter((result) => result[STATE] === at("changed")).length;
    byId("verdict").textContent = (run.end ? run.end + " " : "")
      + (lost ? `${plural(lost, "host")} failed.` : "No host failed.")
      + ` ${plural(changes, "change")}${run.check ? " foreseen" : ""}.`;
    byId("verdict").style.color = lost || run.end ? "var(--failed)" : "var(--ok)";
  };

  const diff = (lines) => {
    const shown = make("pre");
    for (const line of lines) {
      const tag = line.startsWith("+") ? "ins" : line.startsWith("-") ? "del" : "span";
      shown.append(make(tag, {}, line), tag === "span" ? "\n" : "");
    }
    return shown;
  };

  const change = (one) => {
    const box = make("div", {}, make("span", { class: "dim" }, one.what));
    const fields = one.fields.flatMap(([name, before, after]) =>
      [before === "" ? "" : `-  ${name}: ${before}`, after === "" ? "" : `+  ${name}: ${after}`]).filter((line) => line);
    if (fields.length) box.append(diff(fields));
    if (one.diff) box.append(diff(one.diff));
    return box;
  };

  /** What is told of a result, or of an item of its loop. */
  const told = (what, target) => {
    if (what.words) target.append(what.words.includes("\n") ? make("pre", {}, what.words) : make("div", {}, what.words));
    for (const one of what.changes || []) target.append(change(one));
    if (what.result) target.append(make("details", {}, make("summary", {}, "result"), make("pre", {}, what.result)));
    for (const item of what.items || []) {
      target.append(told(item, make("div", {}, state(item.status), ` ${item.label}`)));
    }
    return target;
  };

  const failures = () => {
    if (!bad.length) return;
    byId("failures").hidden = false;
    const add = (some) => byId("failure-list").append(...some.map((result) => {
      const task = run.tasks[result[TASK]];
      const card = make("article", { class: "card" }, make("h3", {}, state(result[STATE]), ` ${run.hosts[result[HOST]]}: ${task.title}`));
      if (task.place) card.append(make("div", { class: "place" }, task.place));
      return told(detail(result), card);
    }));
    add(bad.slice(0, 50));
    if (bad.length > 50) {
      const more = make("button", { type: "button" }, `Show ${bad.length - 50} more`);
      more.addEventListener("click", () => { more.remove(); add(bad.slice(50)); });
      byId("failures").append(more);
    }
  };

  const warnings = () => {
    byId("warnings").hidden = !run.warnings.length;
    byId("warning-list").append(...run.warnings.map((text) => make("li", {}, text)));
  };

  const hosts = () => {
    const counts = run.hosts.map(() => run.statuses.map(() => 0)), times = run.hosts.map(() => 0);
    for (const result of run.results) {
      counts[result[HOST]][result[STATE]]++;
      times[result[HOST]] += result[MILLIS];
    }
    const shown = run.statuses.map((_, index) => index).filter((index) => counts.some((row) => row[index]));
    byId("hosts").tHead.append(make("tr", {}, make("th", { scope: "col" }, "Host"),
      ...shown.map((index) => make("th", { scope: "col", class: "number" }, run.statuses[index])),
      make("th", { scope: "col", class: "number" }, "time")));
    const weight = (host) => counts[host].reduce((sum, count, index) => sum + (isFailure(index) ? count : 0), 0);
    const order = run.hosts.map((_, host) => host).sort((a, b) => weight(b) - weight(a) || a - b);
    const add = (some) => byId("hosts").tBodies[0].append(...some.map((host) => {
      const name = make("button", { type: "button" }, run.hosts[host]);
      name.addEventListener("click", () => { byId("host").value = run.hosts[host]; filter(); byId("tasks-title").scrollIntoView(); });
      return make("tr", {}, make("th", { scope: "row" }, name),
        ...shown.map((index) => {
          const cell = make("td", { class: "number" }, String(counts[host][index]));
          if (counts[host][index]) cell.style.color = `var(--${run.statuses[index]})`;
          return cell;
        }),
        make("td", { class: "number" }, duration(times[host])));
    }));
    add(order.slice(0, 50));
    const more = byId("more-hosts");
    more.hidden = order.length <= 50;
    more.textContent = `Show ${order.length - 50} more`;
    more.addEventListener("click", () => { more.hidden = true; add(order.slice(50)); });
    byId("host-names").append(...run.hosts.map((host) => make("option", { value: host })));
    byId("state").append(...shown.map((index) => make("option", { value: String(index) }, run.statuses[index])));
    byId("legend").append(...shown.map((index) =>
      make("span", {}, make("i", { style: `background: var(--${run.statuses[index]})` }), run.statuses[index])));
    return order;
  };

  /** The rows of a task that pass the filter. */
  const rows = (results, target) => {
    const body = make("tbody");
    target.append(make("div", { class: "scrolled" }, make("table", {}, make("thead", {}, make("tr", {},
      ...["Host", "State", "Time", ""].map((name) => make("th", { scope: "col" }, name)))), body)));
    const add = (some) => body.append(...some.map((result) => {
      const what = detail(result);
      return make("tr", {}, make("th", { scope: "row" }, run.hosts[result[HOST]] + (what.delegate ? ` → ${what.delegate}` : "")),
        make("td", {}, state(result[STATE])), make("td", { class: "number" }, duration(result[MILLIS])),
        told(what, make("td", { class: "words" })));
    }));
    add(results.slice(0, FIRST_ROWS));
    if (results.length > FIRST_ROWS) {
      const more = make("button", { type: "button" }, `Show ${results.length - FIRST_ROWS} more`);
      more.addEventListener("click", () => { more.remove(); add(results.slice(FIRST_ROWS)); });
      target.append(more);
    }
  };

  const searched = run.details.map((one) => JSON.stringify(one).toLowerCase());
  const passes = (wanted) => (result) => (wanted.host < 0 || result[HOST] === wanted.host)
    && (wanted.state < 0 || result[STATE] === wanted.state)
    && (!wanted.changed || result[STATE] === at("changed"))
    && (!wanted.text || wanted.titles[result[TASK]] || (result[DETAIL] >= 0 && searched[result[DETAIL]].includes(wanted.text)));

  const filter = () => {
    const host = byId("host").value.trim(), text = byId("text").value.trim().toLowerCase();
    const wanted = {
      host: host ? run.hosts.indexOf(host) : -1,
      state: byId("state").value === "" ? -1 : Number(byId("state").value),
      changed: byId("changed").checked,
      text,
      titles: run.tasks.map((task) => `${task.title} ${task.module} ${task.place}`.toLowerCase().includes(text)),
    };
    byId("host").setAttribute("aria-invalid", String(host !== "" && wanted.host < 0));
    const none = host !== "" && wanted.host < 0;
    const some = none ? [] : run.results.filter(passes(wanted));
    const byTask = new Map();
    for (const result of some) {
      if (!byTask.has(result[TASK])) byTask.set(result[TASK], []);
      byTask.get(result[TASK]).push(result);
    }
    const list = byId("tasks");
    list.replaceChildren();
    let play = -1;
    for (const [index, task] of run.tasks.entries()) {
      const results = byTask.get(index);
      if (!results) continue;
      if (task.play !== play && run.plays[task.play]) {
        play = task.play;
        const one = run.plays[play];
        list.append(make("h3", { class: "play" }, one.name, make("span", { class: "dim" }, ` ${duration(one.ended - one.began)}`)));
      }
      list.append(taskRow(task, results));
    }
    byId("count").textContent = none ? `No host is called ${host}.`
      : `${plural(byTask.size, "task")}, ${plural(some.length, "result")}`;
  };

  const taskRow = (task, results) => {
    const counts = run.statuses.map(() => 0);
    let longest = 0;
    for (const result of results) {
      counts[result[STATE]]++;
      longest = Math.max(longest, result[MILLIS]);
    }
    const badges = counts.flatMap((count, index) => (count ? [state(index), ` ${count} `] : []));
    const row = make("details", { class: "task" }, make("summary", {},
      make("span", { class: "title" }, (task.handler ? "handler: " : "") + task.title),
      make("span", {}, ...badges), make("span", { class: "dim" }, duration(longest))));
    row.addEventListener("toggle", () => {
      if (row.open && row.childElementCount === 1) {
        row.append(make("div", { class: "place" }, [task.module, task.place].filter((word) => word).join(", ")));
        rows(results, row);
      }
    });
    return row;
  };

  const timeline = (hosts) => {
    const order = hosts.slice(0, MOST_ROWS);
    const box = byId("timeline-box"), canvas = byId("timeline"), tip = byId("tip");
    const ROW = 18, LEFT = 160, TOP = 20, whole = Math.max(1, run.ended - run.began);
    let from = 0, to = whole, width = 0;
    const place = new Map(order.map((host, index) => [host, index]));
    const byHost = order.map(() => []);
    for (const result of run.results) byHost[place.get(result[HOST])]?.push(result);
    const x = (time) => LEFT + ((time - from) / (to - from)) * (width - LEFT);
    const draw = () => {
      const scale = window.devicePixelRatio || 1, height = TOP + order.length * ROW;
      width = box.clientWidth;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
      canvas.width = width * scale;
      canvas.height = height * scale;
      const pen = canvas.getContext("2d"), style = getComputedStyle(document.documentElement);
      const fore = style.getPropertyValue("--fore"), line = style.getPropertyValue("--line");
      const colors = run.statuses.map((_, index) => color(index));
      pen.scale(scale, scale);
      pen.font = "12px system-ui, sans-serif";
      pen.textBaseline = "middle";
      pen.fillStyle = fore;
      for (let step = 0; step <= 4; step++) {
        const time = from + ((to - from) * step) / 4;
        pen.textAlign = step === 4 ? "right" : "left";
        pen.fillText(duration(Math.round(time)), x(time), TOP / 2);
      }
      pen.textAlign = "left";
      byHost.forEach((results, index) => {
        const top = TOP + index * ROW;
        pen.fillStyle = line;
        pen.fillRect(0, top + ROW - 1, width, 1);
        pen.fillStyle = fore;
        pen.fillText(run.hosts[order[index]], 4, top + ROW / 2, LEFT - 12);
        for (const result of results) {
          const left = Math.max(LEFT, x(result[END] - result[MILLIS])), right = Math.min(width, x(result[END]));
          if (right < LEFT || left > width) continue;
          pen.fillStyle = colors[result[STATE]];
          pen.fillRect(left, top + 3, Math.max(1, right - left), ROW - 7);
        }
      });
      byId("span").textContent = `${duration(Math.round(from))} – ${duration(Math.round(to))}`
        + (hosts.length > MOST_ROWS ? `, the first ${MOST_ROWS} of ${hosts.length} hosts` : "");
    };
    const zoom = (factor, center = (from + to) / 2) => {
      const length = Math.min(whole, Math.max(20, (to - from) * factor));
      from = Math.min(Math.max(0, center - (center - from) * (length / (to - from))), whole - length);
      to = from + length;
      draw();
    };
    const move = (share) => {
      const length = to - from;
      from = Math.min(Math.max(0, from + length * share), whole - length);
      to = from + length;
      draw();
    };
    byId("zoom-in").addEventListener("click", () => zoom(0.5));
    byId("zoom-out").addEventListener("click", () => zoom(2));
    byId("zoom-all").addEventListener("click", () => { from = 0; to = whole; draw(); });
    box.addEventListener("keydown", (event) => {
      const act = { "+": () => zoom(0.5), "-": () => zoom(2), ArrowLeft: () => move(-0.2), ArrowRight: () => move(0.2),
        Home: () => { from = 0; to = whole; draw(); } }[event.key];
      if (act) { act(); event.preventDefault(); }
    });
    box.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const inside = event.clientX - canvas.getBoundingClientRect().left;
      zoom(event.deltaY > 0 ? 1.25 : 0.8, from + ((inside - LEFT) / (width - LEFT)) * (to - from));
    }, { passive: false });
    canvas.addEventListener("mousemove", (event) => {
      const area = canvas.getBoundingClientRect();
      const row = Math.floor((event.clientY - area.top - TOP) / ROW), inside = event.clientX - area.left;
      const hit = (byHost[row] || []).findLast((result) =>
        x(result[END]) + 1 >= inside && x(result[END] - result[MILLIS]) - 1 <= inside && inside >= LEFT);
      tip.hidden = !hit;
      if (!hit) return;
      const words = (detail(hit).words || "").split("\n")[0];
      tip.replaceChildren(make("strong", {}, run.hosts[hit[HOST]]), ` ${run.tasks[hit[TASK]].title} `, state(hit[STATE]),
        ` ${duration(hit[MILLIS])}`, ...(words ? [make("div", { class: "dim" }, words.slice(0, 200))] : []));
      tip.style.left = `${Math.min(event.clientX + 12, window.innerWidth - tip.offsetWidth - 8)}px`;
      tip.style.top = `${Math.min(event.clientY + 12, window.innerHeight - tip.offsetHeight - 8)}px`;
    });
    canvas.addEventListener("mouseleave", () => { tip.hidden = true; });
    window.addEventListener("resize", draw);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    draw();
  };

  overview();
  failures();
  warnings();
  const order = hosts();
  timeline(order);
  byId("filter").addEventListener("input", filter);
  byId("filter").addEventListener("submit", (event) => event.preventDefault());
  byId("filter").addEventListener("reset", () => setTimeout(filter));
  filter();
})();
