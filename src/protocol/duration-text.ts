const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How long something took, as the command, the editor and the panel write it: `12 ms`, `1.2 s`, `3 min 5 s`, `2 h 4 min`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`;
  // Rounded first, so that 59.97 s does not become "60.0 s".
  const seconds = Math.round(milliseconds / 100) / 10;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(milliseconds / SECOND);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(milliseconds / MINUTE);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
