// Microseconds of processor time an operation of viem and of nktkas/hyperliquid, as {"key": number} with the first 48 bits of the first signature.
import { performance } from "node:perf_hooks";
import ccxt from "ccxt";
import { keccak256, toBytes } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { signL1Action } from "@nktkas/hyperliquid/signing";

const account = privateKeyToAccount(keccak256(toBytes("hypekr benchmark key")));
// As ours: one digest after the other, each the hash of the one before.
const digests = [keccak256(toBytes("hypekr benchmark digest"))];
while (digests.length < 64) digests.push(keccak256(digests.at(-1)));
let turn = 0;
let nonce = 1_700_000_000_000;
let signature;

// Testnet there too. Neither peer is given a grid to check: the text is ready for the wire.
const exchange = new ccxt.hyperliquid({ privateKey: keccak256(toBytes("hypekr benchmark key")), walletAddress: account.address });
exchange.setSandboxMode(true);

const build = (count) => ({
  type: "order",
  orders: Array.from({ length: count }, () => ({ a: 1, b: true, p: "3250.5", s: "0.01", r: false, t: { limit: { tif: "Ioc" } } })),
  grouping: "na",
});

const withNktkas = (count) => async () => {
  const action = build(count);
  nonce++;
  signature = await signL1Action({ wallet: account, action, nonce, isTestnet: true });
  return JSON.stringify({ action, signature, nonce });
};

const withCcxt = (count) => async () => {
  const action = build(count);
  nonce++;
  signature = exchange.signL1Action(action, nonce);
  return JSON.stringify({ action, signature, nonce });
};

const operations = {
  "sign-viem": async () => {
    signature = await account.sign({ hash: digests[turn++ % digests.length] });
  },
  "order-nktkas": withNktkas(1),
  "order-ccxt": withCcxt(1),
  "batch-nktkas": withNktkas(40),
  "batch-ccxt": withCcxt(40),
};

const key = process.argv[2];
const operation = operations[key];
if (!operation) throw new Error(`unknown key ${key}`);

async function round(milliseconds) {
  const start = performance.now();
  const usage = process.cpuUsage();
  let count = 0;
  do {
    await operation();
    count++;
  } while (performance.now() - start < milliseconds);
  const { user, system } = process.cpuUsage(usage);
  return (user + system) / count;
}

await operation();
const r = parseInt((signature.r ?? signature).slice(2, 14), 16);

// As ours: warmed up, then the best of several short rounds.
await round(1000);
let best = Infinity;
for (let i = 0; i < 10; i++) best = Math.min(best, await round(150));
console.log(JSON.stringify({ [key]: best, r }));
