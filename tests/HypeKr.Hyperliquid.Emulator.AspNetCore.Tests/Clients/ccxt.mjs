// ccxt's hyperliquid class, its addresses overridden, against an emulator. Usage: node ccxt.mjs BASE_URL http|ws
import ccxt from "ccxt";
import { privateKeyToAccount } from "viem/accounts";
import { call, check, finish, keyOf, until } from "./record.mjs";

const [base, mode] = process.argv.slice(2);
const makerAddress = privateKeyToAccount(keyOf("maker")).address;
const open = (label, options) => {
  const account = privateKeyToAccount(keyOf(label));
  const client = new ccxt.pro.hyperliquid({ walletAddress: account.address, privateKey: keyOf(label), enableRateLimit: false, ...options });
  client.setSandboxMode(true);
  client.options.builder = makerAddress; // its own builder has no money here, and orders with a builder that has none are refused
  client.urls.api = { public: base, private: base, ws: { public: `${base.replace("http", "ws")}/ws` } };
  return client;
};
const trader = open("trader");
const maker = open("maker");
const agentAccount = privateKeyToAccount(keyOf(`ccxt agent ${mode}`));
const agent = open("trader", { privateKey: keyOf(`ccxt agent ${mode}`) });
const symbol = "BTC/USDC:USDC";
const numbers = (value, ...names) => names.forEach((name) => check(typeof value[name] === "number" && Number.isFinite(value[name]), `${name} is ${value[name]} in ${JSON.stringify(value).slice(0, 300)}`));

if (mode === "ws") await trader.loadHttpProxyAgent(); // what it asks for before sockets without TLS

const markets = await call("loadMarkets", async () => {
  const loaded = await trader.loadMarkets();
  check(loaded[symbol]?.swap === true, `no ${symbol} in ${Object.keys(loaded)}`);
  check(Object.values(loaded).some((m) => m.spot), "no spot market");
  return loaded;
});
await call("fetchStatus", () => trader.fetchStatus());
await call("fetchTime", async () => check(Math.abs((await trader.fetchTime()) - Date.now()) < 60_000, "the venue's clock is off"));
await call("fetchCurrencies", async () => check((await trader.fetchCurrencies()).USDC, "no USDC"));
await call("fetchOrderBook", async () => {
  const book = await trader.fetchOrderBook(symbol);
  check(book.bids.length > 0 && book.asks.length > 0 && book.bids[0][0] < book.asks[0][0], JSON.stringify(book));
});
await call("fetchTickers", async () => check((await trader.fetchTickers())[symbol], "no ticker"));
await call("fetchTrades", () => trader.fetchTrades(symbol));
await call("fetchOHLCV", async () => check(Array.isArray(await trader.fetchOHLCV(symbol, "1m")), "no list"));
await call("fetchFundingRates", async () => check((await trader.fetchFundingRates())[symbol], "no rate"));
await call("fetchFundingRateHistory", () => trader.fetchFundingRateHistory(symbol));
await call("fetchOpenInterests", () => trader.fetchOpenInterests());
await call("fetchBalance", async () => {
  const balance = await trader.fetchBalance();
  check(balance.USDC.total > 0, JSON.stringify(balance.USDC));
});
await call("fetchTradingFee", async () => numbers(await trader.fetchTradingFee(symbol), "maker", "taker"));

const watched = new Map();
if (mode === "ws") {
  const watch = (name, next) => {
    (async () => {
      for (;;) watched.set(name, await next());
    })().catch((error) => watched.set(`${name} failed`, String(error)));
  };
  watch("watchOrderBook", () => trader.watchOrderBook(symbol));
  watch("watchTrades", () => trader.watchTrades(symbol));
  watch("watchTicker", () => trader.watchTicker(symbol));
  watch("watchOHLCV", () => trader.watchOHLCV(symbol, "1m"));
  watch("watchOrders", () => trader.watchOrders());
  watch("watchMyTrades", () => trader.watchMyTrades());
  watch("watchBalance", () => trader.watchBalance());
  watch("watchPositions", () => trader.watchPositions());
  await call("watchOrderBook starts", () => until(() => watched.has("watchOrderBook"), "order book"));
  await call("createOrderWs and cancelOrderWs", async () => {
    const order = await trader.createOrderWs(symbol, "limit", "buy", 0.01, 90000);
    check(order.id, JSON.stringify(order));
    await trader.cancelOrderWs(order.id, symbol);
  });
  await call("editOrderWs", async () => {
    const order = await trader.createOrderWs(symbol, "limit", "buy", 0.01, 90000);
    await trader.editOrderWs(order.id, symbol, "limit", "buy", 0.012, 90100);
    for (const open of await trader.fetchOpenOrders(symbol)) await trader.cancelOrder(open.id, symbol);
  });
}

await call("setLeverage", () => trader.setLeverage(5, symbol));
await call("setMarginMode", () => trader.setMarginMode("cross", symbol, { leverage: 5 }));
const resting = await call("createOrder limit", async () => {
  const order = await trader.createOrder(symbol, "limit", "buy", 0.01, 90000);
  check(order.id, JSON.stringify(order));
  return order;
});
await call("fetchOrder", async () => check((await trader.fetchOrder(resting?.id, symbol)).status === "open", "not open"));
await call("fetchOpenOrders", async () => check((await trader.fetchOpenOrders(symbol)).some((o) => o.id === resting?.id), "not there"));
await call("editOrder", () => trader.editOrder(resting?.id, symbol, "limit", "buy", 0.012, 90500));
await call("cancelOrder", async () => {
  for (const order of await trader.fetchOpenOrders(symbol)) await trader.cancelOrder(order.id, symbol);
  check((await trader.fetchOpenOrders(symbol)).length === 0, "orders are left");
});
await call("createOrder post-only with a client's id", async () => {
  const clientOrderId = `0x0000000000000000000000000000c0${mode === "ws" ? "02" : "01"}`;
  await trader.createOrder(symbol, "limit", "buy", 0.01, 90000, { postOnly: true, clientOrderId });
  await trader.cancelOrder("", symbol, { clientOrderId });
});
await call("createOrders", async () => {
  const orders = await trader.createOrders([1, 2].map((i) => ({ symbol, type: "limit", side: "buy", amount: 0.01, price: 90000 + i })));
  await trader.cancelOrders(orders.map((o) => o.id), symbol);
});
await call("the maker offers", () => maker.createOrder(symbol, "limit", "sell", 0.5, 100050));
await call("createOrder market", async () => {
  const order = await trader.createOrder(symbol, "market", "buy", 0.02, 100100);
  check(order.id && order.filled > 0, JSON.stringify(order));
});
await call("fetchPositions", async () => {
  const [position] = await trader.fetchPositions([symbol]);
  check(position?.side === "long", JSON.stringify(position));
  numbers(position, "contracts", "entryPrice", "unrealizedPnl", "leverage");
});
await call("createOrder stop-loss", () => trader.createOrder(symbol, "market", "sell", 0.01, 100000, { stopLossPrice: 90000, reduceOnly: true }));
await call("createOrder take-profit", () => trader.createOrder(symbol, "market", "sell", 0.01, 100000, { takeProfitPrice: 120000, reduceOnly: true }));
await call("createOrder trigger", () => trader.createOrder(symbol, "limit", "sell", 0.01, 89000, { triggerPrice: 89500, reduceOnly: true }));
await call("cancel the triggers", async () => {
  for (const order of await trader.fetchOpenOrders(symbol)) await trader.cancelOrder(order.id, symbol);
  check((await trader.fetchOpenOrders(symbol)).length === 0, "orders are left");
});
await call("createTwapOrder and cancelTwapOrder", async () => {
  const order = await trader.createTwapOrder(symbol, "BUY", 0.2, 10 * 60_000);
  check(order.id, JSON.stringify(order));
  await trader.cancelTwapOrder(order.id, symbol);
});
await call("the volume that scheduled cancels need", async () => {
  await maker.createOrder(symbol, "limit", "sell", 11, 100040);
  await trader.createOrder(symbol, "market", "buy", 11, 100040);
});
await call("cancelAllOrdersAfter", () => trader.cancelAllOrdersAfter(60_000));
await call("createOrder reduce-only", () => trader.createOrder(symbol, "market", "sell", 0.01, 99000, { reduceOnly: true }));
await call("a refusal is the client's own error", async () => {
  try {
    await trader.createOrder(symbol, "limit", "buy", 0.00001, 90000);
  } catch (error) {
    check(error instanceof ccxt.ExchangeError, `${error.name}: ${error.message}`);
    return;
  }
  throw new Error("an order below the least value was taken");
});

await call("transfer from perps to spot", () => trader.transfer("USDC", 25, "swap", "spot"));
await call("transfer from spot to perps", () => trader.transfer("USDC", 5, "spot", "swap"));
await call("withdraw", () => trader.withdraw("USDC", 10, trader.walletAddress));
await call("createSubAccount", () => trader.createSubAccount(`ccxt ${mode}`));
await call("approve an agent and trade with it", async () => {
  // ccxt has no method for the approval: it is made by hand with its own signing.
  const nonce = trader.incrementingNonce();
  const message = { hyperliquidChain: "Testnet", agentAddress: agentAccount.address.toLowerCase(), agentName: `ccxt ${mode}`, nonce };
  const signature = trader.signUserSignedAction({ "HyperliquidTransaction:ApproveAgent": [
    { name: "hyperliquidChain", type: "string" }, { name: "agentAddress", type: "address" }, { name: "agentName", type: "string" }, { name: "nonce", type: "uint64" }] }, message);
  await trader.privatePostExchange({ action: { type: "approveAgent", signatureChainId: "0x66eee", ...message }, nonce, signature });
  const order = await agent.createOrder(symbol, "limit", "buy", 0.01, 90000);
  check((await trader.fetchOpenOrders(symbol)).some((o) => o.id === order.id), "the agent's order is not the account's");
  await agent.cancelOrder(order.id, symbol);
});
await call("fetchMyTrades", async () => {
  const trades = await trader.fetchMyTrades(symbol);
  check(trades.length > 0, "no trades");
  numbers(trades[0], "price", "amount", "timestamp");
});
await call("fetchClosedOrders", () => trader.fetchClosedOrders(symbol));
await call("fetchCanceledOrders", async () => check((await trader.fetchCanceledOrders(symbol)).length > 0, "none"));
await call("fetchOrders", async () => check((await trader.fetchOrders(symbol)).length > 0, "none"));
await call("fetchLedger", async () => check((await trader.fetchLedger()).length > 0, "none"));
await call("fetchWithdrawals", async () => check((await trader.fetchWithdrawals()).length > 0, "none"));
await call("fetchFundingHistory", () => trader.fetchFundingHistory(symbol));
const spot = Object.values(markets ?? {}).find((m) => m.spot && m.quote === "USDC" && m.active !== false);
await call("createOrder spot", async () => {
  const book = await trader.fetchOrderBook(spot.symbol);
  const price = book.asks[0][0];
  const order = await trader.createOrder(spot.symbol, "limit", "buy", Number(trader.amountToPrecision(spot.symbol, 15 / price)), price);
  check(order.id, JSON.stringify(order));
});
if (mode === "ws") {
  for (const name of ["watchTrades", "watchTicker", "watchOHLCV", "watchOrders", "watchMyTrades", "watchBalance", "watchPositions"]) {
    await call(name, () => until(() => watched.has(name) || watched.has(`${name} failed`), name).then(() => check(watched.has(name), watched.get(`${name} failed`))));
  }
}

await trader.close();
finish();
