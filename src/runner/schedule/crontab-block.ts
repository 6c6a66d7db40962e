import { UserError } from "../run/user-error.ts";

/**
 * Puts the lines of a project into a crontab, between two marks: in place of what stands there, else at the end. Every
 * other byte stays as it is.
 *
 * @param crontab each byte as one character (`latin1`), since nobody says which encoding it has
 * @param lines of this project; none take the marks away too
 * @throws UserError when the marks are not in order, so that what belongs to the project can not be told
 */
export function putCrontabBlock(crontab: string, root: string, lines: readonly string[]): string {
  const [begin, end] = [`# BEGIN pipewright ${root}\n`, `# END pipewright ${root}\n`].map(inBytes) as [string, string];
  const block = lines.length === 0 ? "" : begin + inBytes(`${[NOTE, ...lines].join("\n")}\n`) + end;
  const whole = crontab === "" || crontab.endsWith("\n") ? crontab : `${crontab}\n`;
  const [from, to] = [placesOf(begin, whole), placesOf(end, whole)];
  if (from.length === 0 && to.length === 0) return lines.length === 0 ? crontab : whole + block;
  const [[first = 0], [last = 0]] = [from, to];
  if (from.length !== 1 || to.length !== 1 || last < first)
    throw new UserError(
      `The crontab has not one "${begin.trimEnd()}" with one "${end.trimEnd()}" behind it. Put that right with \`crontab -e\`.`,
    );
  return whole.slice(0, first) + block + whole.slice(last + end.length);
}

const NOTE = "# Written by `pipewright schedule --install`, which writes it anew: change the tasks, not these lines.";

function inBytes(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/** Where whole lines start that are this one. */
function placesOf(line: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(line); at >= 0; at = text.indexOf(line, at + line.length))
    if (at === 0 || text[at - 1] === "\n") places.push(at);
  return places;
}
