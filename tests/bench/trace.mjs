// What a page's main thread did while something happened, out of Chromium's own trace, and how its frames fared.

/** Milliseconds of a frame at 60 a second; one that comes half a frame late has been dropped. */
const FRAME = 1000 / 60, LATE = FRAME * 1.5;

/**
 * Does something on the page and watches it: the longest task of its main thread by the clock and by the time that
 * the thread itself had, in milliseconds, with what it was spent on; how many frames came, and how many did not.
 */
export async function watched(page, doing) {
  const client = await page.context().newCDPSession(page);
  const events = [];
  client.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const complete = new Promise((done) => client.once("Tracing.tracingComplete", done));
  await client.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { recordMode: "recordAsMuchAsPossible", includedCategories: ["toplevel", "devtools.timeline", "blink.user_timing"] },
  });
  await page.evaluate(() => {
    performance.mark("watched");
    const watch = (window.watchedFrames = { times: [], on: true });
    const frame = (time) => {
      watch.times.push(time);
      if (watch.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const result = await doing();
  const times = await page.evaluate(() => {
    window.watchedFrames.on = false;
    return window.watchedFrames.times;
  });
  await client.send("Tracing.end");
  await complete;
  await client.detach();

  const mark = events.find((event) => event.name === "watched");
  const tasks = events.filter(
    (event) => event.ph === "X" && event.pid === mark.pid && event.tid === mark.tid && event.ts >= mark.ts && /RunTask$/.test(event.name),
  );
  // A task within a task counts with the one around it.
  const longest = tasks.reduce((most, task) => ((task.tdur ?? task.dur) > (most.tdur ?? most.dur) ? task : most), { dur: 0, tdur: 0 });
  const within = events.filter(
    (event) => event.ph === "X" && event.pid === longest.pid && event.tid === longest.tid && event.ts >= longest.ts && event.ts + event.dur <= longest.ts + longest.dur && event !== longest && event.dur > longest.dur / 5,
  );
  const gaps = times.slice(1).map((time, at) => time - times[at]);
  const dropped = gaps.reduce((sum, gap) => sum + (gap > LATE ? Math.round(gap / FRAME) - 1 : 0), 0);
  return {
    result,
    clock: Math.max(0, ...tasks.map((task) => task.dur)) / 1000,
    thread: (longest.tdur ?? longest.dur) / 1000,
    of: [...new Set(within.map((event) => event.name))].slice(0, 4).join(", "),
    over: tasks.filter((task) => (task.tdur ?? task.dur) > 16_667).length,
    tasks: tasks.length,
    frames: gaps.length + dropped,
    dropped: gaps.length + dropped === 0 ? 0 : dropped / (gaps.length + dropped),
  };
}
