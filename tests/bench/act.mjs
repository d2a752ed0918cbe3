// What a person's hands do while a page is watched: a step a frame, never a fixed time.

/** Turns the wheel over the element for so many frames. */
export async function scroll(page, selector, turns) {
  const first = page.locator(selector).first();
  await first.scrollIntoViewIfNeeded();
  const box = await first.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + Math.min(box.height / 2, 300));
  let rows = 0;
  for (let turn = 0; turn < turns; turn++) {
    await page.mouse.wheel(0, turn % 40 === 39 ? -4000 : 400);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())));
    if (turn % 8 === 0) rows = Math.max(rows, await page.locator("[data-number], tbody tr, [role=row]").count());
  }
  return rows;
}

/** Types character by character, a frame between two. */
export async function type(page, text) {
  for (const character of text) {
    await page.keyboard.type(character);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())));
  }
}
