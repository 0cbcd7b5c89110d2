// What both clients need: test keys from a label, a list of the calls and how each ended.
import { keccak256, toHex } from "viem";

export const keyOf = (label) => keccak256(toHex(`HypeKr interop ${label}`));

export const calls = [];

/** Makes one call and writes down how it ended; the reply, or undefined where it failed. */
export async function call(name, action, replyType) {
  try {
    const reply = await action();
    calls.push({ name, ok: true, reply, replyType });
    return reply;
  } catch (error) {
    calls.push({ name, ok: false, error: String(error?.message ?? error).slice(0, 600) });
    return undefined;
  }
}

export function check(condition, text) {
  if (!condition) throw new Error(text);
}

/** Waits until something that is pushed has arrived; the deadline is for a client that waits for ever. */
export async function until(ready, what, milliseconds = 15_000) {
  const deadline = Date.now() + milliseconds;
  while (!ready()) {
    if (Date.now() > deadline) throw new Error(`no ${what} within ${milliseconds} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export function finish() {
  process.stdout.write(JSON.stringify({ calls: calls.map(({ name, ok, error }) => ({ name, ok, error })) }) + "\n");
  process.exit(0);
}
