// Load from a process of its own: signed webhooks, one text each, over keep-alive connections on this machine.
// Argument: JSON {url, secret, phoneNumberId, wabaId, count, connections, people, prefix, perPost}. Prints JSON.
import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";

const options = JSON.parse(process.argv[2]);
const { url, secret, phoneNumberId, wabaId, count, connections, people, prefix } = options;
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const target = new URL(url);

function webhook(i) {
  const from = `4474${String(10_000_000 + (i % people)).padStart(8, "0")}`;
  const body = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [
      {
        id: wabaId,
        changes: [
          {
            field: "messages",
            value: {
              messaging_product: "whatsapp",
              metadata: { display_phone_number: "15550001111", phone_number_id: phoneNumberId },
              contacts: [{ profile: { name: `Person ${i % people}` }, wa_id: from }],
              messages: [
                {
                  from,
                  id: `wamid.${prefix}${i}`,
                  timestamp: String(Math.floor(Date.now() / 1000)),
                  type: "text",
                  text: { body: `Hello number ${i}, is my order on its way?` },
                },
              ],
            },
          },
        ],
      },
    ],
  });
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  return { body: Buffer.from(body), signature };
}

const post = ({ body, signature }) =>
  new Promise((resolve) => {
    const startMs = performance.now();
    const outgoing = request(
      {
        host: "127.0.0.1",
        port: target.port,
        path: target.pathname,
        method: "POST",
        agent,
        headers: {
          "content-type": "application/json",
          "content-length": body.length,
          "x-hub-signature-256": `sha256=${signature}`,
        },
      },
      (response) => {
        response.resume();
        response.on("end", () =>
          resolve({ status: response.statusCode, ms: performance.now() - startMs }),
        );
      },
    );
    outgoing.on("error", () => resolve({ status: 0, ms: performance.now() - startMs }));
    outgoing.end(body);
  });

const acked = [];
const latencies = [];
let next = 0;
const startMs = performance.now();
await Promise.all(
  Array.from({ length: connections }, async () => {
    while (next < count) {
      const i = next++;
      const { status, ms } = await post(webhook(i));
      latencies.push(ms);
      if (status === 200) acked.push(`wamid.${prefix}${i}`);
      if (status === 0 && options.stopOnError) return;
    }
  }),
);
const seconds = (performance.now() - startMs) / 1000;
latencies.sort((a, b) => a - b);
const quantile = (q) => latencies[Math.min(latencies.length - 1, Math.floor(q * latencies.length))];
const result = {
  seconds,
  perSecond: acked.length / seconds,
  p50Ms: quantile(0.5),
  p99Ms: quantile(0.99),
  acked: acked.length,
};
process.stdout.write(JSON.stringify(options.listAcked ? { ...result, wamids: acked } : result));
agent.destroy();
