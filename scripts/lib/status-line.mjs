// A line at the bottom of the terminal that is drawn over itself, and lines that go above it. Where there is no terminal each
// status that differs from the one before is a line like any other.
const CLEAR = "\r\u001B[K";
let status = "";

/** Draw the status line, or draw it anew. */
export function drawStatus(line) {
  const isNew = line !== status;
  status = line;
  if (process.stdout.isTTY) process.stdout.write(CLEAR + fitting(line));
  else if (isNew) console.log(line);
}

/** Leave the status line as it is last seen, and go on below it. */
export function endStatus() {
  if (status !== "" && process.stdout.isTTY) process.stdout.write("\n");
  status = "";
}

/** Tell a problem on stderr without breaking into the status line. */
export function complain(message) {
  const isDrawn = status !== "" && process.stdout.isTTY;
  if (isDrawn) process.stdout.write(CLEAR);
  console.error(message);
  if (isDrawn) process.stdout.write(fitting(status));
}

/** A line that wraps could not be drawn over. */
const fitting = (line) => line.slice(0, Math.max(0, (process.stdout.columns || 80) - 1));
