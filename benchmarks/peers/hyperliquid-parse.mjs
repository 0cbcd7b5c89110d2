// Microseconds of processor time to read an answer of the venue in node, as {"key": number} with the count of numbers in it. The text is a file's.
// nktkas/hyperliquid 0.33.3 declares the shapes of answers and checks none of them when it runs; "valibot" is what checking them takes, with its own validator, its own
// schemas of decimals, addresses and hashes, and the shapes that it declares. "json" is JSON.parse alone, without decimals.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import * as v from "valibot";

const dec = v.pipe(v.string(), v.regex(/^[0-9]+(\.[0-9]+)?$/));
const sdec = v.pipe(v.string(), v.regex(/^-?[0-9]+(\.[0-9]+)?$/));
const int = v.pipe(v.number(), v.safeInteger());
const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const hex = (length) => v.pipe(v.string(), v.regex(/^0[xX][0-9a-fA-F]+$/), v.length(length));

const level = v.object({ px: dec, sz: dec, n: uint });
const margin = v.object({ accountValue: sdec, totalNtlPos: dec, totalRawUsd: sdec, totalMarginUsed: dec });
const context = v.object({
  prevDayPx: dec, dayNtlVlm: dec, markPx: dec, midPx: v.nullable(dec), funding: sdec, openInterest: dec, premium: v.nullable(sdec), oraclePx: dec,
  impactPxs: v.nullable(v.tuple([dec, dec])), dayBaseVlm: dec,
});
const schemas = {
  l2Book: v.object({ coin: v.string(), time: uint, levels: v.tuple([v.array(level), v.array(level)]), spread: v.optional(dec) }),
  trades: v.array(v.object({
    coin: v.string(), side: v.picklist(["B", "A"]), px: dec, sz: dec, time: uint, hash: hex(66), tid: uint, users: v.tuple([hex(42), hex(42)]),
  })),
  clearinghouseState: v.object({
    marginSummary: margin, crossMarginSummary: margin, crossMaintenanceMarginUsed: dec, withdrawable: dec,
    assetPositions: v.array(v.object({
      type: v.literal("oneWay"),
      position: v.object({
        coin: v.string(), szi: sdec,
        leverage: v.variant("type", [
          v.object({ type: v.literal("isolated"), value: uint, rawUsd: sdec }),
          v.object({ type: v.literal("cross"), value: uint }),
        ]),
        entryPx: dec, positionValue: dec, unrealizedPnl: sdec, returnOnEquity: sdec, liquidationPx: v.nullable(dec), marginUsed: dec, maxLeverage: uint,
        cumFunding: v.object({ allTime: sdec, sinceOpen: sdec, sinceChange: sdec }),
      }),
    })),
    time: uint,
  }),
  metaAndAssetCtxs: v.tuple([
    v.object({
      universe: v.array(v.object({
        szDecimals: uint, name: v.string(), maxLeverage: uint, marginTableId: uint, onlyIsolated: v.optional(v.literal(true)), isDelisted: v.optional(v.literal(true)),
        marginMode: v.optional(v.picklist(["strictIsolated", "noCross"])), growthMode: v.optional(v.literal("enabled")), lastGrowthModeChangeTime: v.optional(v.string()),
      })),
      marginTables: v.array(v.tuple([int, v.object({ description: v.string(), marginTiers: v.array(v.object({ lowerBound: dec, maxLeverage: uint })) })])),
      collateralToken: uint,
    }),
    v.array(context),
  ]),
};

const [key, file] = process.argv[2].split("@");
const [what, how] = key.split("-");
const text = readFileSync(file, "utf8");
const schema = schemas[what];
if (!schema || (how !== "valibot" && how !== "json")) throw new Error(`unknown key ${key}`);
let answer;
const operation = how === "json" ? () => { answer = JSON.parse(text); } : () => { answer = v.parse(schema, JSON.parse(text)); };

function round(milliseconds) {
  const start = performance.now();
  const usage = process.cpuUsage();
  let count = 0;
  do {
    operation();
    count++;
  } while (performance.now() - start < milliseconds);
  const { user, system } = process.cpuUsage(usage);
  return (user + system) / count;
}

function numbers(value) {
  if (Array.isArray(value)) return value.reduce((sum, item) => sum + numbers(item), 0);
  if (value && typeof value === "object") return numbers(Object.values(value));
  return typeof value === "number" || (typeof value === "string" && /^-?[0-9]+(\.[0-9]+)?$/.test(value)) ? 1 : 0;
}

// As ours: warmed up, then the best of several short rounds.
operation();
const count = numbers(answer);
round(1000);
let best = Infinity;
for (let i = 0; i < 10; i++) best = Math.min(best, round(150));
console.log(JSON.stringify({ [process.argv[2]]: best, numbers: count }));
