// @nktkas/hyperliquid, unchanged, against an emulator. Usage: node --experimental-websocket nktkas.mjs BASE_URL http|ws
import { ExchangeClient, ExplorerClient, HttpTransport, InfoClient, SubscriptionClient, WebSocketTransport } from "@nktkas/hyperliquid";
import { privateKeyToAccount } from "viem/accounts";
import { call, calls, check, finish, keyOf, until } from "./record.mjs";
import { judge } from "./types.mjs";

const [base, mode] = process.argv.slice(2);
const http = new HttpTransport({ isTestnet: true, apiUrl: base, rpcUrl: base });
const socket = mode === "ws" && new WebSocketTransport({ isTestnet: true, url: new URL("/ws", base.replace("http", "ws")) });
const transport = mode === "ws" ? socket : http;

const trader = privateKeyToAccount(keyOf("trader"));
const maker = privateKeyToAccount(keyOf("maker"));
const friend = privateKeyToAccount(keyOf("friend"));
const agent = privateKeyToAccount(keyOf(`agent ${mode}`));
const user = trader.address;
const info = new InfoClient({ transport });
const exchange = new ExchangeClient({ transport, wallet: trader });
const making = new ExchangeClient({ transport, wallet: maker });
const delegated = new ExchangeClient({ transport, wallet: agent });
const subs = socket && new SubscriptionClient({ transport: socket });
const explorer = new ExplorerClient({ transport: http });

const capital = (name) => name[0].toUpperCase() + name.slice(1);
const read = (name, params) => call(`info ${name}`, () => info[name](...(params ? [params] : [])), `info.${capital(name)}Response`);
const act = (name, params, client = exchange, label = name) => call(label, () => client[name](...(params ? [params] : [])), `exchange.${capital(name)}SuccessResponse`);
const limit = (a, b, p, s, tif = "Gtc", r = false) => ({ a, b, p: String(p), s: String(s), r, t: { limit: { tif } } });

// Streams first, so that they see what follows.
const seen = new Map();
const listen = (name, params) => call(`subscribe ${name}`, async () => {
  const listener = (event) => seen.set(name, [...(seen.get(name) ?? []), event]);
  await subs[name](...(params ? [params, listener] : [listener]));
  return undefined;
});
const streams = {
  trades: { coin: "BTC" }, l2Book: { coin: "BTC" }, bbo: { coin: "BTC" }, allMids: {}, candle: { coin: "BTC", interval: "1m" },
  orderUpdates: { user }, userFills: { user }, userEvents: { user }, userHistoricalOrders: { user }, openOrders: { user }, clearinghouseState: { user },
  spotState: { user }, userNonFundingLedgerUpdates: { user }, userFundings: { user }, userTwapHistory: { user }, userTwapSliceFills: { user }, twapStates: { user },
  activeAssetCtx: { coin: "BTC" }, activeSpotAssetCtx: { coin: "@107" }, activeAssetData: { coin: "BTC", user }, allDexsAssetCtxs: undefined,
  allDexsClearinghouseState: { user }, assetCtxs: {}, spotAssetCtxs: undefined, notification: { user }, webData3: { user }, fastAssetCtxs: undefined, outcomeMetaUpdates: undefined,
};
if (mode === "ws") for (const [name, params] of Object.entries(streams)) await listen(name, params);

// Markets.
const meta = await read("meta");
const spot = await read("spotMeta");
for (const name of ["metaAndAssetCtxs", "spotMetaAndAssetCtxs", "allMids", "allPerpMetas", "perpDexs", "outcomeMeta", "outcomeTemplates", "exchangeStatus", "predictedFundings", "perpsAtOpenInterestCap",
  "perpCategories", "perpConciseAnnotations", "perpDeployAuctionStatus", "spotPairDeployAuctionStatus", "maxMarketOrderNtls", "liquidatable", "validatorSummaries", "validatorL1Votes",
  "vaultSummaries", "gossipRootIps", "gossipPriorityAuctionStatus", "allBorrowLendReserveStates", "usdcRouting"]) await read(name);
const pair = spot?.universe?.[0];
await read("l2Book", { coin: "BTC" });
await read("recentTrades", { coin: "BTC" });
await read("candleSnapshot", { coin: "BTC", interval: "1m", startTime: Date.now() - 3_600_000 });
await read("fundingHistory", { coin: "BTC", startTime: Date.now() - 86_400_000 });
await read("marginTable", { id: meta?.universe?.[0]?.marginTableId ?? 0 });
await read("perpAnnotation", { coin: "BTC" });
await read("perpDexLimits", { dex: "xyz" });
await read("perpDexStatus", { dex: "xyz" });
await read("tokenDetails", { tokenId: spot?.tokens?.[0]?.tokenId });
await read("borrowLendReserveState", { token: 0 });
await read("spotDeployState", { user });
await read("settledOutcome", { outcome: 1 });

// Money.
await act("usdClassTransfer", { amount: "100", toPerp: false });
await act("usdClassTransfer", { amount: "50", toPerp: true }, exchange, "usdClassTransfer back");
await act("usdSend", { destination: friend.address, amount: "5" });
await act("spotSend", { destination: friend.address, token: `USDC:${spot?.tokens?.find((t) => t.name === "USDC")?.tokenId}`, amount: "3" });
await act("sendAsset", { destination: friend.address, sourceDex: "", destinationDex: "spot", token: `USDC:${spot?.tokens?.find((t) => t.name === "USDC")?.tokenId}`, amount: "2" });
await act("withdraw3", { destination: user, amount: "10" });

// Orders.
await act("updateLeverage", { asset: 0, isCross: true, leverage: 5 });
const resting = await act("order", { orders: [limit(0, true, 90000, 0.01)], grouping: "na" }, exchange, "order limit");
const restingId = resting?.response?.data?.statuses?.[0]?.resting?.oid;
await act("modify", { oid: restingId, order: limit(0, true, 90500, 0.011) });
const open = await read("openOrders", { user });
await act("batchModify", { modifies: [{ oid: open?.[0]?.oid, order: limit(0, true, 90600, 0.012) }] });
const again = await read("frontendOpenOrders", { user });
await act("cancel", { cancels: [{ a: 0, o: again?.[0]?.oid }] });
const cloid = "0xc10d00000000000000000000000000" + (mode === "ws" ? "02" : "01"); // a small one this client takes for a number
await act("order", { orders: [{ ...limit(0, true, 91000, 0.01, "Alo"), c: cloid }], grouping: "na" }, exchange, "order post-only with cloid");
await call("order is open by cloid", async () => {
  const status = await info.orderStatus({ user, oid: cloid });
  check(status.status === "order" && status.order.status === "open", JSON.stringify(status));
  return status;
}, "info.OrderStatusResponse");
await act("cancelByCloid", { cancels: [{ asset: 0, cloid }] });
await act("order", { orders: [limit(0, false, 100050, 0.5)], grouping: "na" }, making, "order of a maker");
const bought = await act("order", { orders: [limit(0, true, 105000, 0.02, "FrontendMarket")], grouping: "na" }, exchange, "order market");
await call("market order filled", async () => check(bought?.response?.data?.statuses?.[0]?.filled, JSON.stringify(bought)));
await act("order", { orders: [{ a: 0, b: false, p: "85000", s: "0.01", r: true, t: { trigger: { isMarket: true, triggerPx: "90000", tpsl: "sl" } } }], grouping: "na" }, exchange, "order stop-loss");
await act("order", { orders: [
  limit(0, true, 92000, 0.01),
  { a: 0, b: false, p: "120000", s: "0.01", r: true, t: { trigger: { isMarket: true, triggerPx: "119000", tpsl: "tp" } } },
  { a: 0, b: false, p: "80000", s: "0.01", r: true, t: { trigger: { isMarket: true, triggerPx: "85000", tpsl: "sl" } } },
], grouping: "normalTpsl" }, exchange, "order with take-profit and stop-loss");
const triggers = await read("frontendOpenOrders", { user });
await act("cancel", { cancels: (triggers ?? []).map((o) => ({ a: 0, o: o.oid })) }, exchange, "cancel the triggers");
const twap = await act("twapOrder", { twap: { a: 0, b: true, s: "0.02", r: false, m: 10, t: false } });
await act("twapCancel", { a: 0, t: twap?.response?.data?.status?.running?.twapId ?? 0 });
await act("order", { orders: [limit(0, false, 100040, 11)], grouping: "na" }, making, "order of a maker, large");
await act("order", { orders: [limit(0, true, 100040, 11, "Ioc")], grouping: "na" }, exchange, "order for the volume that scheduled cancels need");
await act("scheduleCancel", { time: Date.now() + 60_000 });
await act("scheduleCancel", {}, exchange, "scheduleCancel off");
await act("updateIsolatedMargin", { asset: 0, isBuy: true, ntli: 1_000_000 }, exchange, "updateIsolatedMargin").then(() => {
  // The position is cross: what counts is that the refusal comes as one.
  const last = calls.at(-1);
  if (!last.ok && /cross|isolated/i.test(last.error)) Object.assign(last, { ok: true, name: "updateIsolatedMargin of a cross position is refused", error: undefined });
});
await act("order", { orders: [limit(0, false, 95000, 0.02, "Ioc", true)], grouping: "na" }, exchange, "order reduce-only");
if (pair) {
  const asset = 10_000 + pair.index;
  const book = await info.l2Book({ coin: pair.name }).catch(() => undefined);
  const best = Number(book?.levels?.[0]?.[0]?.px ?? 0);
  if (best > 0) await act("order", { orders: [limit(asset, true, book.levels[0][0].px, Math.ceil(12 / best))], grouping: "na" }, exchange, "order spot");
}

await call("a refusal is the client's own error", async () => {
  try {
    await exchange.order({ orders: [limit(0, true, 90000, 0.00001)], grouping: "na" });
  } catch (error) {
    check(error.name === "ApiRequestError" && /minimum value/.test(error.message), `${error.name}: ${error.message}`);
    return undefined;
  }
  throw new Error("an order below the least value was taken");
});

// Agents.
await act("approveAgent", { agentAddress: agent.address, agentName: `interop ${mode}` });
await act("order", { orders: [limit(0, true, 90000, 0.01)], grouping: "na" }, delegated, "order by the agent");
await read("extraAgents", { user });
await call("the agent's order is the account's", async () => {
  const orders = await info.openOrders({ user });
  check(orders.length >= 1, "no open order");
  await delegated.cancel({ cancels: orders.filter((o) => o.coin === "BTC").map((o) => ({ a: 0, o: o.oid })) });
});

// The rest that an account does.
const sub = await act("createSubAccount", { name: `interop ${mode}` });
const subAccount = sub?.response?.data;
if (subAccount) {
  await act("subAccountTransfer", { subAccountUser: subAccount, isDeposit: true, usd: 1_000_000 });
  await act("subAccountSpotTransfer", { subAccountUser: subAccount, isDeposit: true, token: `USDC:${spot?.tokens?.find((t) => t.name === "USDC")?.tokenId}`, amount: "1" });
}
await act("setDisplayName", { displayName: `interop${mode}` });
await act("approveBuilderFee", { maxFeeRate: "0.01%", builder: maker.address });
await act("spotUser", { toggleSpotDusting: { optOut: true } });
await act("noop", { nonce: Date.now() + 1_000 });
await act("evmUserModify", { usingBigBlocks: true });
await act("reserveRequestWeight", { weight: 1 });

// The account, afterwards.
for (const name of ["clearinghouseState", "spotClearinghouseState", "openOrders", "frontendOpenOrders", "historicalOrders", "userFills", "userFees", "userRateLimit", "userRole", "portfolio", "referral",
  "subAccounts", "subAccounts2", "userVaultEquities", "userTwapSliceFills", "twapHistory", "delegations", "delegatorHistory", "delegatorRewards", "delegatorSummary", "extraAgents", "approvedBuilders",
  "legalCheck", "isVip", "leadingVaults", "borrowLendUserState", "userAbstraction", "userDexAbstraction", "userToMultiSigSigners", "webData2"]) await read(name, { user });
await read("userFillsByTime", { user, startTime: 0 });
await read("userTwapSliceFillsByTime", { user, startTime: 0 });
await read("userFunding", { user, startTime: 0 });
await read("userNonFundingLedgerUpdates", { user, startTime: 0 });
await read("userBorrowLendInterest", { user, startTime: 0 });
await read("activeAssetData", { user, coin: "BTC" });
await read("maxBuilderFee", { user, builder: maker.address });
await read("preTransferCheck", { user: friend.address, source: user });
await read("orderStatus", { user, oid: restingId ?? 1 });
if (mode === "http") {
  await call("explorer userDetails", () => explorer.userDetails({ user }), "explorer.UserDetailsResponse");
  await call("explorer blockDetails", () => explorer.blockDetails({ height: 1 }), "explorer.BlockDetailsResponse");
}

if (mode === "ws") {
  // Something has to happen in what was subscribed to.
  await making.order({ orders: [limit(0, false, 100060, 0.1)], grouping: "na" });
  await exchange.order({ orders: [limit(0, true, 100500, 0.01, "Ioc")], grouping: "na" });
  const silent = new Set(["notification", "outcomeMetaUpdates"]); // they speak only of what does not happen here
  for (const name of Object.keys(streams)) {
    if (silent.has(name)) continue;
    await call(`stream ${name}`, async () => {
      await until(() => seen.has(name), `event of ${name}`);
      return seen.get(name);
    }, `sub.${capital(name)}Event[]`);
  }
}

const { judged, found } = judge(calls);
for (const { name, text } of found) calls.push({ name: `type of ${name}`, ok: false, error: text });
calls.push({ name: `${judged} replies are of the declared types`, ok: found.length === 0 });
if (socket) await socket.close();
finish();
