// Runs in a web worker: a layout of hundreds of nodes takes long enough to be felt.
import type { LayoutInput } from "./graph-model.ts";
import { layOut } from "./lay-out.ts";
import { packLayout } from "./pack-layout.ts";

self.addEventListener("message", ({ data }: MessageEvent<{ readonly id: number; readonly input: LayoutInput }>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
  self.postMessage({ id: data.id, layout: packLayout(layOut(data.input), data.input) });
});
