// Microseconds an operation of viem and of nktkas/hyperliquid, as {"key": number}.
import { performance } from "node:perf_hooks";
import { keccak256, toBytes } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { signL1Action } from "@nktkas/hyperliquid/signing";

const account = privateKeyToAccount(keccak256(toBytes("hypekr benchmark key")));
const digest = keccak256(toBytes("hypekr benchmark digest"));
let nonce = 1_700_000_000_000;

const operations = {
  "sign-viem": () => account.sign({ hash: digest }),
  "order-nktkas": async () => {
    const action = {
      type: "order",
      orders: [{ a: 0, b: true, p: "43250.5", s: "0.01", r: false, t: { limit: { tif: "Ioc" } } }],
      grouping: "na",
    };
    nonce++;
    const signature = await signL1Action({ wallet: account, action, nonce, isTestnet: true });
    return JSON.stringify({ action, signature, nonce });
  },
};

const key = process.argv[2];
const operation = operations[key];
if (!operation) throw new Error(`unknown key ${key}`);
async function run(milliseconds) {
  const start = performance.now();
  let count = 0;
  do {
    await operation();
    count++;
  } while (performance.now() - start < milliseconds);
  return ((performance.now() - start) * 1000) / count;
}
await run(1000);
console.log(JSON.stringify({ [key]: await run(1500) }));
