/** Has the controls drawn, as soon as what is there without them has been seen; until then their place is kept. */
export function loadControls(): void {
  requestAnimationFrame(() => setTimeout(load));
}

function load(): void {
  if (document.readyState !== "complete") return window.addEventListener("load", load, { once: true });
  const script = document.createElement("script");
  script.src = document.body.dataset.controls ?? "";
  script.nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.content ?? "";
  document.head.append(script);
}
