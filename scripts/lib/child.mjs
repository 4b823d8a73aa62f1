// The product as a process group of its own, for scripts that end it without mercy.
import { spawn } from "node:child_process";

/** Start the server; resolves when it is ready. `kill()` ends the whole group with SIGKILL, `stop()` asks it to end. */
export function startChild({ port, state }) {
  const child = spawn(
    process.execPath,
    ["scripts/start.mjs", "--empty", "--port", String(port), "--state", state],
    { detached: true, stdio: ["ignore", "pipe", "inherit"] },
  );
  const gone = new Promise((resolve) => child.on("exit", resolve));
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
    return gone;
  };
  process.once("exit", () => void signal("SIGKILL"));
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      if (output.includes("READY "))
        resolve({
          url: `http://127.0.0.1:${port}`,
          kill: () => signal("SIGKILL"),
          stop: () => signal("SIGTERM"),
        });
    });
    gone.then((code) =>
      reject(new Error(`the server ended with ${code} before it was ready:\n${output}`)),
    );
  });
}
