// Runs in a page that is shown: waits until it rests, then gives its markup, its size, and where its digits stand.
async ({ quiet_ms, wait_ms, most_boxes, most_chars }) => {
  await new Promise((resolve) => {
    let timer = setTimeout(resolve, quiet_ms);
    const watcher = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(resolve, quiet_ms);
    });
    watcher.observe(document, { subtree: true, childList: true, characterData: true });
    setTimeout(resolve, wait_ms);
  });
  const root = document.documentElement;
  const ids = new Set();
  const firsts = new Map();
  for (const one of document.querySelectorAll("[id]")) if (!firsts.has(one.id)) firsts.set(one.id, one);
  // The same paths as the reader of HTML makes: an id counts once and begins anew.
  const path_of = (element) => {
    const parts = [];
    for (let one = element; one instanceof Element; one = one.parentElement) {
      if (one === root) {
        parts.unshift("html");
        break;
      }
      if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(one.id) && firsts.get(one.id) === one) {
        parts.unshift("#" + one.id);
        break;
      }
      let count = 1;
      for (let left = one.previousElementSibling; left; left = left.previousElementSibling)
        if (left.localName === one.localName) count += 1;
      parts.unshift(`${one.localName}:nth-of-type(${count})`);
    }
    return parts.join(" > ");
  };
  const boxes = [];
  const add = (path, text, rect) => {
    if (boxes.length < most_boxes && rect.width > 0 && rect.height > 0)
      boxes.push({
        path,
        text: text.slice(0, most_chars),
        x: Math.round(rect.x + scrollX),
        y: Math.round(rect.y + scrollY),
        width: Math.round(rect.width),
        height: Math.round(rect.height),
      });
  };
  const look = (top, host) => {
    const walk = document.createTreeWalker(top, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node instanceof Element) {
        const link = node.localName === "a" ? node.getAttribute("href") || "" : "";
        if (/^\s*tel:/i.test(link)) add(path_of(host || node) + "[href]", link.trim(), node.getBoundingClientRect());
        if (node.shadowRoot) {
          look(node.shadowRoot, host || node);
        }
        continue;
      }
      const first = node.data.search(/\p{Nd}/u);
      if (first < 0 || boxes.length >= most_boxes) continue;
      const range = document.createRange();
      range.setStart(node, first);
      range.setEnd(node, node.data.match(/^[\s\S]*\p{Nd}/u)[0].length);
      add(path_of(host || node.parentElement), range.toString(), range.getBoundingClientRect());
    }
  };
  look(root, null);
  // In a document where no script runs, each shadow tree becomes an element of its host: parsers differ on templates.
  const still = document.implementation.createHTMLDocument("");
  const write = (from, to) => {
    const shown = [...from.querySelectorAll("*")];
    const copies = [...to.querySelectorAll("*")];
    shown.forEach((one, index) => {
      if (!one.shadowRoot) return;
      const tree = still.createElement("div");
      tree.setAttribute("data-shadow-tree", "");
      for (const child of one.shadowRoot.childNodes) tree.append(still.importNode(child, true));
      write(one.shadowRoot, tree);
      copies[index].append(tree);
    });
  };
  const copy = still.importNode(root, true);
  write(root, copy);
  const kind = document.doctype ? `<!DOCTYPE ${document.doctype.name}>` : "";
  return {
    html: kind + copy.outerHTML,
    width: Math.max(root.scrollWidth, innerWidth),
    height: Math.max(root.scrollHeight, innerHeight),
    boxes,
  };
}
