// A page walked by keyboard: what Tab reaches, and whether one sees where the focus is.

/** What a person can reach by Tab and what they cannot, as sentences about what is wrong. */
export async function walk(page) {
  const wrong = [];
  await page.evaluate(() => {
    // Where Tab begins: a page that was just opened has the focus on its heading.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    globalThis.scrollTo(0, 0);
  });
  const all = await page.evaluate(mark);
  const seen = new Set();
  for (let presses = 0; presses < all.length * 2 + 20; presses += 1) {
    await page.keyboard.press("Tab");
    const { mark, fault } = await page.evaluate(focused);
    if (mark === null || seen.has(mark)) break;
    seen.add(mark);
    if (fault !== null) wrong.push(fault);
  }
  for (const { mark, name } of all) if (!seen.has(mark)) wrong.push(`Tab does not reach ${name}`);
  return wrong;
}

/** Numbers everything that should be reached, and names it. */
function mark() {
  const wanted = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]';
  const groups = new Set();
  let next = 0;
  for (const old of document.querySelectorAll("[data-walked]")) old.removeAttribute("data-walked");
  return [...document.querySelectorAll(wanted)].flatMap((element) => {
    const box = element.getBoundingClientRect();
    const shown = element.checkVisibility({ visibilityProperty: true }) && box.width > 0 && box.height > 0;
    if (!shown || element.tabIndex < 0 || element.disabled || element.closest("[inert]")) return [];
    // Of a group of radios one is reached, and the arrows do the rest.
    if (element.type === "radio") {
      const group = document.querySelector(`input[name="${element.name}"]:checked`) ?? document.querySelector(`input[name="${element.name}"]`);
      if (group !== element || groups.has(element.name)) return [];
      groups.add(element.name);
    }
    element.dataset.walked = String(next);
    const words = element.getAttribute("aria-label") ?? (element.textContent.trim() || element.labels?.[0]?.textContent) ?? "";
    return [{ mark: String(next++), name: `${element.tagName.toLowerCase()} “${words.trim().slice(0, 60)}”` }];
  });
}

/** Which one has the focus, and why one would not see that it has. */
function focused() {
  const element = document.activeElement;
  if (element === null || element === document.body) return { mark: null, fault: null };
  const radio = element.type === "radio" && document.querySelector(`input[name="${element.name}"][data-walked]`);
  // What becomes reachable on the way, such as the link of a card that has the focus.
  (radio || element).dataset.walked ??= `also-${document.querySelectorAll('[data-walked^="also"]').length}`;
  const mark = (radio || element).dataset.walked;
  const words = `${element.tagName.toLowerCase()} “${(element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 60)}”`;
  const ringed = (node, part) => {
    const style = getComputedStyle(node, part);
    return style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0;
  };
  const holders = [element, element.closest("label, .radio, .filter, .field, .row, .command-line, .select, li, td, tr") ?? element];
  if (!holders.some((node) => ringed(node) || ringed(node, "::after") || ringed(node, "::before"))) return { mark, fault: `no focus is seen on ${words}` };
  const box = element.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  if (!inside) return { mark, fault: `the focus is out of the window on ${words}` };
  const [x, y] = [Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2), Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2)];
  const top = document.elementFromPoint(x, y);
  const bar = top?.closest(".top-bar, .flashes");
  return { mark, fault: bar && !bar.contains(element) ? `${words} lies beneath ${bar.className} while it has the focus` : null };
}
