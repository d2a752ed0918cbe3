// How much memory the wasm has taken, asked of the debugger: the release carries no way to ask.

/** The bytes of all WebAssembly memories of the page; memory never shrinks, so this is its peak. */
export async function wasmBytes(page) {
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await session.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const { result: sum } = await session.send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: "function () { return this.reduce((all, memory) => all + memory.buffer.byteLength, 0); }",
    returnByValue: true,
  });
  await session.detach();
  return sum.value;
}
