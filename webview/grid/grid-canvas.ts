import type { Tone } from "../status-tone.ts";
import { palette } from "../theme.ts";
import type { Column, ColumnCell } from "./columns.ts";

export const CELL = { width: 22, height: 24 };
export const LABELS = 200;
export const HEADER = 46;

export interface GridScene {
  readonly columns: readonly Column[];
  readonly rows: readonly { readonly family: string }[];
  readonly cellAt: (row: number, column: number) => ColumnCell | undefined;
  readonly scroll: { readonly x: number; readonly y: number };
  readonly screen: { readonly width: number; readonly height: number };
  readonly current: { readonly row: number; readonly column: number };
  /** The rectangle that is chosen, if any: first and last column, and the row. */
  readonly chosen: { readonly row: number; readonly from: number; readonly to: number } | undefined;
  readonly hasFocus: boolean;
}

/** Draws the part of the grid that is in view: a year of two hundred classes is 73,000 cells. */
export function drawGrid(canvas: HTMLCanvasElement, scene: GridScene): void {
  const { screen, scroll, columns, rows } = scene;
  const ratio = window.devicePixelRatio;
  const [width, height] = [Math.round(screen.width * ratio), Math.round(screen.height * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  const colours = palette();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, screen.width, screen.height);
  context.textBaseline = "middle";

  const firstColumn = Math.max(0, Math.floor(scroll.x / CELL.width));
  const lastColumn = Math.min(columns.length - 1, Math.ceil((scroll.x + screen.width - LABELS) / CELL.width));
  const firstRow = Math.max(0, Math.floor(scroll.y / CELL.height));
  const lastRow = Math.min(rows.length - 1, Math.ceil((scroll.y + screen.height - HEADER) / CELL.height));
  const xOf = (column: number) => LABELS + column * CELL.width - scroll.x;
  const yOf = (row: number) => HEADER + row * CELL.height - scroll.y;

  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const cell = scene.cellAt(row, column);
      if (cell !== undefined) drawCell(context, cell, xOf(column), yOf(row));
      else {
        context.fillStyle = colours.muted;
        context.globalAlpha = 0.35;
        context.fillRect(xOf(column) + CELL.width / 2 - 1, yOf(row) + CELL.height / 2 - 1, 2, 2);
        context.globalAlpha = 1;
      }
    }
  }
  drawMarks(context, scene, xOf, yOf);

  // Over what has been scrolled beneath them.
  context.clearRect(0, HEADER, LABELS, screen.height);
  context.font = `13px ${colours.font}`;
  for (let row = firstRow; row <= lastRow; row++) {
    context.fillStyle = row === scene.current.row ? colours.text : colours.muted;
    context.fillText(clipped(context, rows[row]?.family ?? "", LABELS - 24), 14, yOf(row) + CELL.height / 2);
  }
  context.clearRect(0, 0, screen.width, HEADER);
  drawHeader(context, scene, firstColumn, lastColumn, xOf);
  context.clearRect(0, 0, LABELS, HEADER);
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, HEADER - 0.5);
  context.lineTo(screen.width, HEADER - 0.5);
  context.moveTo(LABELS - 0.5, HEADER);
  context.lineTo(LABELS - 0.5, screen.height);
  context.stroke();
}

/** A cell has its colour and its shape: not everybody tells the colours apart. */
function drawCell(
  context: CanvasRenderingContext2D,
  { tone, cells, done, stale }: ColumnCell,
  x: number,
  y: number,
): void {
  const colours = palette();
  const [left, top, width, height] = [x + 2, y + 3, CELL.width - 4, CELL.height - 6];
  context.fillStyle = colours.tones[tone];
  context.strokeStyle = colours.tones[tone];
  context.lineWidth = 1.4;
  context.beginPath();
  context.roundRect(left + 0.7, top + 0.7, width - 1.4, height - 1.4, 3);
  if (tone === "missing" || tone === "idle") context.stroke();
  else context.fill();
  if (cells.length > 1 && done < cells.length && tone !== "ran") {
    // How much of the column is done, from below.
    context.fillStyle = colours.tones.ran;
    const part = (height * done) / cells.length;
    context.fillRect(left, top + height - part, 4, part);
  }
  drawSign(context, tone, x + CELL.width / 2, y + CELL.height / 2);
  if (stale > 0) drawCorner(context, left + width, top);
}

/** The mark of what is stale, as on the graph: the upper right corner is folded over. */
function drawCorner(context: CanvasRenderingContext2D, right: number, top: number): void {
  const size = 9;
  for (const [colour, reach] of [
    [palette().background, size + 2.5],
    [palette().tones.blocked, size],
  ] as const) {
    context.fillStyle = colour;
    context.beginPath();
    context.moveTo(right - reach, top);
    context.lineTo(right, top);
    context.lineTo(right, top + reach);
    context.fill();
  }
}

function drawSign(context: CanvasRenderingContext2D, tone: Tone, x: number, y: number): void {
  context.strokeStyle = palette().background;
  context.lineWidth = 1.8;
  context.beginPath();
  if (tone === "failed") {
    context.moveTo(x - 3, y - 3);
    context.lineTo(x + 3, y + 3);
    context.moveTo(x + 3, y - 3);
    context.lineTo(x - 3, y + 3);
  } else if (tone === "running") context.arc(x, y, 3.5, 0, Math.PI * 1.4);
  else if (tone === "blocked") {
    context.moveTo(x, y - 4);
    context.lineTo(x, y + 1);
    context.moveTo(x, y + 3);
    context.lineTo(x, y + 4);
  } else return;
  context.stroke();
}

function drawMarks(
  context: CanvasRenderingContext2D,
  { current, chosen, hasFocus }: GridScene,
  xOf: (column: number) => number,
  yOf: (row: number) => number,
): void {
  const colours = palette();
  context.strokeStyle = colours.lead;
  if (chosen !== undefined) {
    context.fillStyle = colours.lead;
    context.globalAlpha = 0.18;
    const width = (chosen.to - chosen.from + 1) * CELL.width;
    context.fillRect(xOf(chosen.from), yOf(chosen.row), width, CELL.height);
    context.globalAlpha = 1;
    context.lineWidth = 1.5;
    context.strokeRect(xOf(chosen.from) + 0.75, yOf(chosen.row) + 0.75, width - 1.5, CELL.height - 1.5);
  }
  if (!hasFocus) return;
  context.lineWidth = 2;
  context.strokeRect(xOf(current.column) + 1, yOf(current.row) + 1, CELL.width - 2, CELL.height - 2);
}

/** The month or day that columns lie in stands over the first of them, what tells them apart over each that has room. */
function drawHeader(
  context: CanvasRenderingContext2D,
  { columns }: GridScene,
  first: number,
  last: number,
  xOf: (column: number) => number,
): void {
  const colours = palette();
  let shown = "";
  for (let column = first; column <= last; column++) {
    const name = columns[column]?.name ?? "";
    const cut = name.includes("T") ? 10 : name.length > 7 ? 7 : 4;
    const [above, own] = [name.slice(0, cut), name.slice(cut + 1)];
    if (above !== shown) {
      context.font = `600 12px ${colours.font}`;
      context.fillStyle = colours.text;
      context.fillText(above, Math.max(LABELS + 4, xOf(column) + 3), 14);
      shown = above;
    }
    context.font = `11px ${colours.font}`;
    context.fillStyle = colours.muted;
    context.textAlign = "center";
    context.fillText(own === "" ? name : own.replace("W", ""), xOf(column) + CELL.width / 2, 33);
    context.textAlign = "start";
  }
}

function clipped(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return `${text.slice(0, length)}…`;
}
