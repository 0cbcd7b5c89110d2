using System.IO.Compression;
using System.Text;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Reads subscriptions, and knows how the messages of each are written. What a read answers, its stream tells in the same words.</summary>
internal sealed class TopicFactory(Venue venue, ExplorerDesk explorer, Func<ReadOnlyMemory<byte>, EmulatorReply> info)
{
    private const int MaxRows = 500;

    private static readonly string[] Intervals = ["1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "8h", "12h", "1d", "3d", "1w", "1M"];

    /// <summary>The topic that is meant; null when there is none such.</summary>
    /// <exception cref="ShapeException">It does not have its shape.</exception>
    public Topic? Create(WireShape subscription, bool isExplorer)
    {
        var type = subscription.Member("type").Text();
        if (isExplorer) return type switch
        {
            "explorerBlock" => Blocks(),
            "explorerTxs" => Transactions(),
            _ => null,
        };
        return type switch
        {
            "allMids" => AllMids(subscription),
            "l2Book" => Book(subscription),
            "bbo" => BestBidAsk(subscription),
            "trades" => Trades(subscription),
            "candle" => Candle(subscription),
            "activeAssetCtx" => AssetContext(subscription),
            "activeAssetData" => ActiveAssetData(subscription),
            "assetCtxs" => AssetContexts(subscription),
            "allDexsAssetCtxs" => AllAssetContexts(),
            "spotAssetCtxs" => SpotContexts(),
            "fastAssetCtxs" => FastContexts(),
            "outcomeMetaUpdates" => OutcomeUpdates(),
            "notification" => OfUser(subscription, type, (user, events, messages) =>
            {
                foreach (var item in Items(events, user, AccountItemKind.Notification)) messages.Add(StreamText.Message(type, writer => Object(writer, "notification", item.Write)));
            }),
            "orderUpdates" => OrderUpdates(subscription),
            "userEvents" => UserEvents(subscription),
            "userFills" => UserFills(subscription),
            "userFundings" => History(subscription, type, "fundings", AccountItemKind.Funding, Fundings),
            "userNonFundingLedgerUpdates" => History(subscription, type, "nonFundingLedgerUpdates", AccountItemKind.Ledger, Ledger),
            "userHistoricalOrders" => OrderHistory(subscription),
            "userTwapSliceFills" => History(subscription, type, "twapSliceFills", AccountItemKind.TwapSliceFill, user => Read("userTwapSliceFills", user)),
            "userTwapHistory" => History(subscription, type, "history", AccountItemKind.TwapHistory, user => Read("twapHistory", user)),
            "openOrders" => InDex(subscription, type, "orders", (user, dex) => StreamText.Json(writer => OrderReads.FrontendOpenOrders(venue.Account(user), dex, writer)), revalued: false, mayBeAll: true),
            "clearinghouseState" => InDex(subscription, type, "clearinghouseState", (user, dex) => Read("clearinghouseState", user, $",\"dex\":{Quote(dex)}"), revalued: true, mayBeAll: false),
            "twapStates" => InDex(subscription, type, "states", Twaps, revalued: false, mayBeAll: true),
            "allDexsClearinghouseState" => AllStates(subscription),
            "spotState" => SpotState(subscription),
            "webData2" => Whole(subscription, type, user => Read("webData2", user)),
            "webData3" => Whole(subscription, type, Overview),
            _ => null,
        };
    }

    private Topic? AllMids(WireShape subscription)
    {
        var dex = subscription.Optional("dex")?.Text();
        if (venue.Dex(dex ?? "") is null) return null;
        var request = Request("allMids", dex is null ? "" : $",\"dex\":{Quote(dex)}");
        return new Topic("allMids", "allMids", dex is null ? Echo("allMids") : Echo("allMids", ("dex", dex)))
        {
            Interest = TopicInterest.Contexts,
            Beats = true,
            Whole = OnlyNews(() => Ask(request) is { IsEmpty: false } mids
                ? StreamText.Message("allMids", writer =>
                {
                    writer.WriteStartObject();
                    if (!string.IsNullOrEmpty(dex)) writer.WriteString("dex", dex);
                    writer.WriteRaw("mids", mids);
                    writer.WriteEndObject();
                })
                : default),
        };
    }

    private Topic? Book(WireShape subscription)
    {
        var coin = subscription.Member("coin").Text();
        if (venue.Asset(coin) is not { } asset) return null;
        var figures = subscription.Optional("nSigFigs")?.Unsigned();
        var mantissa = subscription.Optional("mantissa")?.Unsigned();
        var fast = subscription.Optional("fast")?.Bool();
        if (figures is not (null or (>= 2 and <= 5)) || mantissa is not (null or 2 or 5) || (mantissa is not null && figures != 5)) return null;
        var options = $"{(figures is { } f ? $",\"nSigFigs\":{Number(f)}" : "")}{(mantissa is { } m ? $",\"mantissa\":{Number(m)}" : "")}";
        var request = Request("l2Book", $",\"coin\":{Quote(coin)}{options}");
        var echo = StreamText.Text(StreamText.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteTexts(("type", "l2Book"), ("coin", coin));
            WriteNumber(writer, "nSigFigs", figures);
            WriteNumber(writer, "mantissa", mantissa);
            if (fast is { } isFast) writer.WriteBoolean("fast", isFast);
            writer.WriteEndObject();
        }));
        return new Topic("l2Book", "l2Book", echo)
        {
            Book = asset.Book,
            Beats = true,
            Whole = _ => Ask(request) is { IsEmpty: false } book ? StreamText.Message("l2Book", writer => WriteBook(writer, book, fast)) : default,
        };

        static void WriteBook(Utf8JsonWriter writer, ReadOnlyMemory<byte> book, bool? fast)
        {
            if (fast is null)
            {
                writer.WriteRawValue(book.Span, skipInputValidation: true);
                return;
            }

            using var document = JsonDocument.Parse(book);
            writer.WriteStartObject();
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.NameEquals("levels") && fast is true)
                {
                    // Five levels of each side, as the venue's fast form has.
                    writer.WriteStartArray("levels");
                    foreach (var side in member.Value.EnumerateArray())
                    {
                        writer.WriteStartArray();
                        foreach (var level in side.EnumerateArray().Take(5)) level.WriteTo(writer);
                        writer.WriteEndArray();
                    }

                    writer.WriteEndArray();
                }
                else
                {
                    member.WriteTo(writer);
                }
            }

            writer.WriteBoolean("fast", fast.Value);
            writer.WriteEndObject();
        }
    }

    private Topic? BestBidAsk(WireShape subscription)
    {
        var coin = subscription.Member("coin").Text();
        if (venue.Asset(coin) is not { } asset) return null;
        ReadOnlyMemory<byte> last = default;
        return new Topic("bbo", "bbo", Echo("bbo", ("coin", coin)))
        {
            Book = asset.Book,
            Whole = isFirst =>
            {
                var best = StreamText.Json(writer =>
                {
                    writer.WriteStartArray();
                    WriteBest(writer, asset, isBid: true);
                    WriteBest(writer, asset, isBid: false);
                    writer.WriteEndArray();
                });
                if (!isFirst && best.Span.SequenceEqual(last.Span)) return default;
                if (!isFirst || last.IsEmpty) last = best;
                return StreamText.Message("bbo", writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("coin", coin);
                    writer.WriteNumber("time", venue.Now);
                    writer.WriteRaw("bbo", best);
                    writer.WriteEndObject();
                });
            },
        };
    }

    private Topic? Trades(WireShape subscription)
    {
        var coin = subscription.Member("coin").Text();
        if (venue.Asset(coin) is not { } asset) return null;
        return new Topic("trades", "trades", Echo("trades", ("coin", coin)))
        {
            Interest = TopicInterest.Trades,
            Changes = (events, messages) =>
            {
                if (!events.Trades.Exists(t => t.Asset == asset)) return;
                messages.Add(StreamText.Message("trades", writer =>
                {
                    writer.WriteStartArray();
                    foreach (var trade in events.Trades)
                    {
                        if (trade.Asset == asset) WriteTrade(writer, trade);
                    }

                    writer.WriteEndArray();
                }));
            },
        };
    }

    private Topic? Candle(WireShape subscription)
    {
        var coin = subscription.Member("coin").Text();
        var interval = subscription.Member("interval").Text();
        if (venue.Asset(coin) is not { } asset || !Intervals.Contains(interval)) return null;
        ReadOnlyMemory<byte> Current()
        {
            const long LongestPeriod = 31L * 86_400_000;
            var request = Request("candleSnapshot", $",\"req\":{{\"coin\":{Quote(coin)},\"interval\":\"{interval}\",\"startTime\":{WireText.Of(Math.Max(0, venue.Now - (interval == "1M" ? LongestPeriod : Period(interval))))}}}");
            if (Ask(request) is not { IsEmpty: false } candles) return default;
            using var document = JsonDocument.Parse(candles);
            if (document.RootElement.GetArrayLength() == 0) return default;
            var current = document.RootElement.EnumerateArray().Last();
            return StreamText.Message("candle", current.WriteTo);
        }

        return new Topic("candle", "candle", Echo("candle", ("interval", interval), ("coin", coin)))
        {
            Interest = TopicInterest.Trades,
            First = Current,
            Changes = (events, messages) =>
            {
                if (events.Trades.Exists(t => t.Asset == asset) && Current() is { IsEmpty: false } candle) messages.Add(candle);
            },
        };
    }

    private Topic? AssetContext(WireShape subscription)
    {
        var coin = subscription.Member("coin").Text();
        if (venue.Asset(coin) is not { } asset || asset is TradedSide) return null;
        var channel = asset is TradedPerp ? "activeAssetCtx" : "activeSpotAssetCtx";
        return new Topic("activeAssetCtx", channel, Echo("activeAssetCtx", ("coin", coin)))
        {
            Interest = TopicInterest.Contexts,
            Beats = true,
            Whole = OnlyNews(() =>
            {
                var index = asset is TradedPerp perp ? perp.Dex.Universe.IndexOf(perp) : -1;
                if (Contexts(asset is TradedPerp of ? of.DexName : null) is not { IsEmpty: false } contexts) return default;
                using var document = JsonDocument.Parse(contexts);
                var context = index >= 0
                    ? document.RootElement[index]
                    : document.RootElement.EnumerateArray().FirstOrDefault(c => c.GetProperty("coin").GetString() == coin);
                return context.ValueKind != JsonValueKind.Object ? default : StreamText.Message(channel, writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("coin", coin);
                    writer.WritePropertyName("ctx");
                    context.WriteTo(writer);
                    writer.WriteEndObject();
                });
            }),
        };
    }

    private Topic? ActiveAssetData(WireShape subscription)
    {
        var user = subscription.Member("user").Address();
        var coin = subscription.Member("coin").Text();
        if (venue.Asset(coin) is not TradedPerp) return null;
        return new Topic("activeAssetData", "activeAssetData", Echo("activeAssetData", ("user", user.ToLowerHex()), ("coin", coin)))
        {
            User = user,
            Interest = TopicInterest.Contexts,
            Beats = true,
            Whole = OnlyNews(() => Read("activeAssetData", user, $",\"coin\":{Quote(coin)}") is { IsEmpty: false } data ? StreamText.Message("activeAssetData", writer => writer.WriteRawValue(data.Span, skipInputValidation: true)) : default),
        };
    }

    private Topic? AssetContexts(WireShape subscription)
    {
        var dex = subscription.Optional("dex")?.Text() ?? "";
        if (venue.Dex(dex) is null) return null;
        return new Topic("assetCtxs", "assetCtxs", Echo("assetCtxs", ("dex", dex)))
        {
            Interest = TopicInterest.Contexts,
            Beats = true,
            Whole = OnlyNews(() => Contexts(dex) is { IsEmpty: false } contexts
                ? StreamText.Message("assetCtxs", writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("dex", dex);
                    writer.WriteRaw("ctxs", contexts);
                    writer.WriteEndObject();
                })
                : default),
        };
    }

    private Topic AllAssetContexts() => new("allDexsAssetCtxs", "allDexsAssetCtxs", Echo("allDexsAssetCtxs"))
    {
        Interest = TopicInterest.Contexts,
        Beats = true,
        Whole = OnlyNews(() => StreamText.Message("allDexsAssetCtxs", writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("ctxs");
            foreach (var dex in venue.Dexs)
            {
                if (Contexts(dex.Name) is not { IsEmpty: false } contexts) continue;
                writer.WriteStartArray();
                writer.WriteStringValue(dex.Name);
                writer.WriteRawValue(contexts.Span, skipInputValidation: true);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        })),
    };

    private Topic SpotContexts() => new("spotAssetCtxs", "spotAssetCtxs", Echo("spotAssetCtxs"))
    {
        Interest = TopicInterest.Contexts,
        Beats = true,
        Whole = OnlyNews(() => Contexts(null) is { IsEmpty: false } contexts ? StreamText.Message("spotAssetCtxs", writer => writer.WriteRawValue(contexts.Span, skipInputValidation: true)) : default),
    };

    /// <summary>The first message has all coins, the next what changed; each is raw DEFLATE in base64.</summary>
    private Topic FastContexts()
    {
        var last = new Dictionary<string, (string Mark, string? Mid)>(StringComparer.Ordinal);
        return new Topic("fastAssetCtxs", "fastAssetCtxs", Echo("fastAssetCtxs"))
        {
            Interest = TopicInterest.Contexts,
            Whole = isFirst =>
            {
                var now = Prices();
                var changed = isFirst ? now : [.. now.Where(p => !last.TryGetValue(p.Coin, out var before) || before != (p.Mark, p.Mid))];
                if (!isFirst || last.Count == 0)
                {
                    foreach (var (coin, mark, mid) in now) last[coin] = (mark, mid);
                }

                return changed.Count == 0 ? default : Deflate(changed);
            },
        };

        List<(string Coin, string Mark, string? Mid)> Prices() =>
            [.. venue.Assets.Where(a => a.Mark > 0 && a is not TradedSide).Select(a => (a.Coin, WireText.Of(a.Mark), a.Book.Mid is { } mid ? WireText.Of(a.Mirror(mid)) : null))];

        static ReadOnlyMemory<byte> Deflate(IReadOnlyList<(string Coin, string Mark, string? Mid)> prices)
        {
            var json = StreamText.Json(writer =>
            {
                writer.WriteStartObject();
                foreach (var (coin, mark, mid) in prices)
                {
                    writer.WriteStartObject(coin);
                    writer.WriteString("markPx", mark);
                    writer.WriteString("midPx", mid);
                    writer.WriteEndObject();
                }

                writer.WriteEndObject();
            });
            using var packed = new MemoryStream();
            using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(json.Span);
            return StreamText.Message("fastAssetCtxs", writer => writer.WriteBase64StringValue(packed.GetBuffer().AsSpan(0, (int)packed.Length)));
        }
    }

    private static Topic OutcomeUpdates() => new("outcomeMetaUpdates", "outcomeMetaUpdates", Echo("outcomeMetaUpdates"))
    {
        Interest = TopicInterest.Outcomes,
        Changes = (events, messages) =>
        {
            if (events.OutcomeUpdates.Count == 0) return;
            messages.Add(StreamText.Message("outcomeMetaUpdates", writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("updates");
                foreach (var write in events.OutcomeUpdates) write(writer);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }));
        },
    };

    /// <summary>The blocks that were finished since the last beat, at most a hundred: the explorer's frames are bare arrays.</summary>
    private Topic Blocks()
    {
        const long Most = 100;
        var last = venue.Explorer.Height - 1;
        return new Topic("explorerBlock", "explorerBlock", Echo("explorerBlock"))
        {
            Interest = TopicInterest.Blocks,
            First = () => venue.Explorer.Height > 1 ? StreamText.Json(writer => WriteBlocks(writer, venue.Explorer.Height - 1, venue.Explorer.Height - 1)) : default,
            Whole = _ =>
            {
                var (from, to) = (Math.Max(last + 1, venue.Explorer.Height - Most), venue.Explorer.Height - 1);
                last = Math.Max(last, to);
                return from > to ? default : StreamText.Json(writer => WriteBlocks(writer, from, to));
            },
        };

        void WriteBlocks(Utf8JsonWriter writer, long from, long to)
        {
            writer.WriteStartArray();
            for (var height = from; height <= to; height++) explorer.WriteBlock(writer, height);
            writer.WriteEndArray();
        }
    }

    private static Topic Transactions() => new("explorerTxs", "explorerTxs", Echo("explorerTxs"))
    {
        Changes = (events, messages) =>
        {
            if (events.Actions.Count == 0) return;
            messages.Add(StreamText.Json(writer =>
            {
                writer.WriteStartArray();
                foreach (var entry in events.Actions) ExplorerDesk.WriteEntry(writer, entry);
                writer.WriteEndArray();
            }));
        },
    };

    private static Topic OrderUpdates(WireShape subscription) => OfUser(subscription, "orderUpdates", (user, events, messages) =>
    {
        if (!events.Orders.Exists(u => u.Order.Account.Address == user)) return;
        messages.Add(StreamText.Message("orderUpdates", writer =>
        {
            writer.WriteStartArray();
            foreach (var update in events.Orders)
            {
                if (update.Order.Account.Address != user) continue;
                writer.WriteStartObject();
                writer.WriteStartObject("order");
                OrderReads.WriteOpen(writer, update.Order, update.Remaining);
                writer.WriteEndObject();
                writer.WriteString("status", update.Status);
                writer.WriteNumber("statusTimestamp", update.StatusAt);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }));
    });

    private static Topic UserEvents(WireShape subscription) => OfUser(subscription, "userEvents", (user, events, messages) =>
    {
        const string Channel = "user";
        if (events.Fills.Exists(f => f.Account.Address == user))
        {
            messages.Add(StreamText.Message(Channel, writer => Object(writer, "fills", inner => WriteFills(inner, Fills(events, user), aggregate: false))));
        }

        foreach (var item in Items(events, user, AccountItemKind.Funding)) messages.Add(StreamText.Message(Channel, writer => Object(writer, "funding", item.Write)));
        foreach (var item in Items(events, user, AccountItemKind.Liquidation)) messages.Add(StreamText.Message(Channel, writer => Object(writer, "liquidation", item.Write)));

        // A trigger that fires, or comes to life with its parent's fill, changes by itself too, and goes on.
        var cancels = events.Orders.Where(u => !u.ByUser && u.Status is not ("open" or "triggered") && u.Order.Account.Address == user).ToArray();
        if (cancels.Length > 0)
        {
            messages.Add(StreamText.Message(Channel, writer => Object(writer, "nonUserCancel", inner =>
            {
                inner.WriteStartArray();
                foreach (var cancel in cancels)
                {
                    inner.WriteStartObject();
                    inner.WriteString("coin", cancel.Order.Asset.Coin);
                    inner.WriteNumber("oid", cancel.Order.Oid);
                    inner.WriteEndObject();
                }

                inner.WriteEndArray();
            })));
        }

        Rows("twapHistory", AccountItemKind.TwapHistory);
        Rows("twapSliceFills", AccountItemKind.TwapSliceFill);

        void Rows(string name, AccountItemKind kind)
        {
            var items = Items(events, user, kind).ToArray();
            if (items.Length > 0) messages.Add(StreamText.Message(Channel, writer => Object(writer, name, inner => WriteItems(inner, items))));
        }
    }, channel: "user");

    private Topic UserFills(WireShape subscription)
    {
        var user = subscription.Member("user").Address();
        var aggregate = subscription.Optional("aggregateByTime")?.Bool() ?? false;
        var echo = StreamText.Text(StreamText.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteTexts(("type", "userFills"), ("user", user.ToLowerHex()));
            writer.WriteBoolean("aggregateByTime", aggregate);
            writer.WriteEndObject();
        }));
        return new Topic("userFills", "userFills", echo)
        {
            User = user,
            First = () => Read("userFills", user, aggregate ? ",\"aggregateByTime\":true" : "") is { IsEmpty: false } fills
                ? Rows("userFills", user, "fills", writer => writer.WriteRawValue(fills.Span, skipInputValidation: true), isSnapshot: true)
                : default,
            Changes = (events, messages) =>
            {
                if (events.Fills.Exists(f => f.Account.Address == user)) messages.Add(Rows("userFills", user, "fills", writer => WriteFills(writer, Fills(events, user), aggregate), isSnapshot: false));
            },
        };
    }

    private Topic OrderHistory(WireShape subscription)
    {
        var user = subscription.Member("user").Address();
        return new Topic("userHistoricalOrders", "userHistoricalOrders", Echo("userHistoricalOrders", ("user", user.ToLowerHex())))
        {
            User = user,
            First = () => Read("historicalOrders", user) is { IsEmpty: false } orders
                ? Rows("userHistoricalOrders", user, "orderHistory", writer => writer.WriteRawValue(orders.Span, skipInputValidation: true), isSnapshot: true)
                : default,
            Changes = (events, messages) =>
            {
                var updates = events.Orders.Where(u => u.Order.Account.Address == user).ToArray();
                if (updates.Length == 0) return;
                messages.Add(Rows("userHistoricalOrders", user, "orderHistory", writer =>
                {
                    writer.WriteStartArray();
                    foreach (var update in updates)
                    {
                        writer.WriteStartObject();
                        writer.WriteStartObject("order");
                        OrderReads.WriteFrontend(writer, update.Order, update.Remaining);
                        writer.WriteEndObject();
                        writer.WriteString("status", update.Status);
                        writer.WriteNumber("statusTimestamp", update.StatusAt);
                        writer.WriteEndObject();
                    }

                    writer.WriteEndArray();
                }, isSnapshot: false));
            },
        };
    }

    private Topic? InDex(WireShape subscription, string type, string member, Func<EthereumAddress, string, ReadOnlyMemory<byte>> read, bool revalued, bool mayBeAll)
    {
        var user = subscription.Member("user").Address();
        var dex = subscription.Optional("dex")?.Text() ?? "";
        if (!(mayBeAll && dex == "ALL_DEXS") && venue.Dex(dex) is null) return null;
        return new Topic(type, type, Echo(type, ("user", user.ToLowerHex()), ("dex", dex)))
        {
            User = user,
            Interest = revalued ? TopicInterest.Contexts : TopicInterest.None,
            Beats = revalued,
            Whole = _ => read(user, dex) is { IsEmpty: false } state
                ? StreamText.Message(type, writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteTexts(("dex", dex), ("user", user.ToLowerHex()));
                    writer.WriteRaw(member, state);
                    writer.WriteEndObject();
                })
                : default,
        };
    }

    private ReadOnlyMemory<byte> Twaps(EthereumAddress user, string dex) => StreamText.Json(writer =>
    {
        writer.WriteStartArray();
        foreach (var twap in venue.Account(user)?.Twaps ?? [])
        {
            if (!twap.IsLive || (dex != "ALL_DEXS" && twap.Asset.DexName != dex)) continue;
            writer.WriteStartArray();
            writer.WriteNumberValue(twap.Id);
            twap.WriteState(writer);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    });

    /// <summary>The part of the read <c>webData2</c> that its successor kept.</summary>
    private ReadOnlyMemory<byte> Overview(EthereumAddress user)
    {
        if (Read("webData2", user) is not { IsEmpty: false } data) return default;
        using var document = JsonDocument.Parse(data);
        return StreamText.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("userState");
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.Name is "agentAddress" or "agentValidUntil" or "cumLedger" or "serverTime" or "isVault" or "user" or "optOutOfSpotDusting") member.WriteTo(writer);
            }

            writer.WriteEndObject();
            writer.WriteStartArray("perpDexStates");
            foreach (var dex in venue.Dexs)
            {
                writer.WriteStartObject();
                writer.WriteString("totalVaultEquity", dex.Index == 0 ? document.RootElement.GetProperty("totalVaultEquity").GetString() : "0.0");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private Topic AllStates(WireShape subscription)
    {
        const string Type = "allDexsClearinghouseState";
        var user = subscription.Member("user").Address();
        return new Topic(Type, Type, Echo(Type, ("user", user.ToLowerHex())))
        {
            User = user,
            Interest = TopicInterest.Contexts,
            Beats = true,
            Whole = _ => StreamText.Message(Type, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("user", user.ToLowerHex());
                writer.WriteStartArray("clearinghouseStates");
                foreach (var dex in venue.Dexs)
                {
                    if (Read("clearinghouseState", user, $",\"dex\":{Quote(dex.Name)}") is not { IsEmpty: false } state) continue;
                    writer.WriteStartArray();
                    writer.WriteStringValue(dex.Name);
                    writer.WriteRawValue(state.Span, skipInputValidation: true);
                    writer.WriteEndArray();
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }),
        };
    }

    private Topic SpotState(WireShape subscription)
    {
        var user = subscription.Member("user").Address();
        var ignores = subscription.Optional("ignorePortfolioMargin")?.Bool();
        var echo = StreamText.Text(StreamText.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteTexts(("type", "spotState"), ("user", user.ToLowerHex()));
            if (ignores is { } flag) writer.WriteBoolean("ignorePortfolioMargin", flag);
            writer.WriteEndObject();
        }));
        return new Topic("spotState", "spotState", echo)
        {
            User = user,
            Whole = OnlyNews(() => Read("spotClearinghouseState", user) is { IsEmpty: false } state
                ? StreamText.Message("spotState", writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("user", user.ToLowerHex());
                    writer.WriteRaw("spotState", state);
                    writer.WriteEndObject();
                })
                : default),
        };
    }

    private static Topic Whole(WireShape subscription, string type, Func<EthereumAddress, ReadOnlyMemory<byte>> read)
    {
        var user = subscription.Member("user").Address();
        return new Topic(type, type, Echo(type, ("user", user.ToLowerHex())))
        {
            User = user,
            Interest = TopicInterest.Contexts,
            Beats = true,
            Whole = _ => read(user) is { IsEmpty: false } data ? StreamText.Message(type, writer => writer.WriteRawValue(data.Span, skipInputValidation: true)) : default,
        };
    }

    /// <summary>History first, then what is added to it.</summary>
    private static Topic History(WireShape subscription, string type, string member, AccountItemKind kind, Func<EthereumAddress, ReadOnlyMemory<byte>> read)
    {
        var user = subscription.Member("user").Address();
        return new Topic(type, type, Echo(type, ("user", user.ToLowerHex())))
        {
            User = user,
            First = () => Rows(type, user, member, writer => writer.WriteRawValue((read(user) is { IsEmpty: false } rows ? rows.Span : "[]"u8), skipInputValidation: true), isSnapshot: true),
            Changes = (events, messages) =>
            {
                var items = Items(events, user, kind).ToArray();
                if (items.Length > 0) messages.Add(Rows(type, user, member, writer => WriteItems(writer, items), isSnapshot: false));
            },
        };
    }

    private static Topic OfUser(WireShape subscription, string type, Action<EthereumAddress, VenueEvents, List<ReadOnlyMemory<byte>>> changes, string? channel = null)
    {
        var user = subscription.Member("user").Address();
        return new Topic(type, channel ?? type, Echo(type, ("user", user.ToLowerHex())))
        {
            User = user,
            Changes = (events, messages) => changes(user, events, messages),
        };
    }

    private ReadOnlyMemory<byte> Ledger(EthereumAddress user) => StreamText.Json(writer =>
    {
        writer.WriteStartArray();
        foreach (var row in (venue.Account(user)?.LedgerUpdates ?? []).TakeLast(MaxRows)) row.Write(writer);
        writer.WriteEndArray();
    });

    /// <summary>The read has a <c>delta</c> around what the stream tells flat.</summary>
    private ReadOnlyMemory<byte> Fundings(EthereumAddress user) => StreamText.Json(writer =>
    {
        writer.WriteStartArray();
        foreach (var row in (venue.Account(user)?.Fundings ?? []).TakeLast(MaxRows))
        {
            using var document = JsonDocument.Parse(row.Json);
            writer.WriteStartObject();
            writer.WriteNumber("time", row.Time);
            foreach (var member in document.RootElement.GetProperty("delta").EnumerateObject().Where(m => !m.NameEquals("type"))) member.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>The contexts of a dex, or of spot: the second half of what the read answers.</summary>
    private ReadOnlyMemory<byte> Contexts(string? dex)
    {
        if (Ask(dex is null ? Request("spotMetaAndAssetCtxs", "") : Request("metaAndAssetCtxs", $",\"dex\":{Quote(dex)}")) is not { IsEmpty: false } both) return default;
        using var document = JsonDocument.Parse(both);
        return Encoding.UTF8.GetBytes(document.RootElement[1].GetRawText());
    }

    /// <summary>Lets a message through when it is asked for, or when it says something else than the last one.</summary>
    private static Func<bool, ReadOnlyMemory<byte>> OnlyNews(Func<ReadOnlyMemory<byte>> write)
    {
        ReadOnlyMemory<byte> last = default;
        return isAsked =>
        {
            if (write() is not { IsEmpty: false } message || (!isAsked && message.Span.SequenceEqual(last.Span))) return default;

            // Who asks gets what the others may not have been told yet.
            if (!isAsked || last.IsEmpty) last = message;
            return message;
        };
    }

    private ReadOnlyMemory<byte> Read(string type, EthereumAddress user, string members = "") => Ask(Request(type, $",\"user\":\"{user.ToLowerHex()}\"{members}"));

    private ReadOnlyMemory<byte> Ask(ReadOnlyMemory<byte> request) => info(request) is { StatusCode: 200 } reply ? reply.Body : default;

    private static byte[] Request(string type, string members) => Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\"{members}}}");

    private static ReadOnlyMemory<byte> Rows(string channel, EthereumAddress user, string member, Action<Utf8JsonWriter> writeRows, bool isSnapshot) => StreamText.Message(channel, writer =>
    {
        writer.WriteStartObject();
        if (isSnapshot) writer.WriteBoolean("isSnapshot", true);
        writer.WriteString("user", user.ToLowerHex());
        writer.WritePropertyName(member);
        writeRows(writer);
        writer.WriteEndObject();
    });

    private static void WriteTrade(Utf8JsonWriter writer, VenueTrade trade)
    {
        writer.WriteStartObject();
        writer.WriteTexts(("coin", trade.Asset.Coin), ("side", trade.TakerBuys ? "B" : "A"), ("px", WireText.Of(trade.Price)), ("sz", WireText.Of(trade.Size)));
        writer.WriteNumber("time", trade.Time);
        writer.WriteString("hash", trade.Hash.ToString());
        writer.WriteNumber("tid", trade.Tid);
        writer.WriteStartArray("users");
        writer.WriteStringValue(trade.Buyer.Address.ToLowerHex());
        writer.WriteStringValue(trade.Seller.Address.ToLowerHex());
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteBest(Utf8JsonWriter writer, TradedAsset asset, bool isBid)
    {
        var side = asset.Book.Orders(isBid != asset.IsMirrored);
        if (asset.Book.Best(isBid != asset.IsMirrored) is not { } best)
        {
            writer.WriteNullValue();
            return;
        }

        var (size, count) = (0m, 0);
        foreach (var order in side)
        {
            if (order.BookPrice != best.BookPrice) break;
            size += order.Remaining;
            count++;
        }

        writer.WriteStartObject();
        writer.WriteTexts(("px", WireText.Of(asset.Mirror(best.BookPrice))), ("sz", WireText.Of(size)));
        writer.WriteNumber("n", count);
        writer.WriteEndObject();
    }

    private static IEnumerable<Fill> Fills(VenueEvents events, EthereumAddress user) => events.Fills.Where(f => f.Account.Address == user).Select(f => f.Fill);

    private static IEnumerable<AccountItem> Items(VenueEvents events, EthereumAddress user, AccountItemKind kind) => events.Items.Where(i => i.Kind == kind && i.Account.Address == user);

    private static void WriteFills(Utf8JsonWriter writer, IEnumerable<Fill> fills, bool aggregate)
    {
        writer.WriteStartArray();
        foreach (var fill in aggregate ? OrderReads.Aggregate(fills) : fills) OrderReads.WriteFill(writer, fill, aggregate);
        writer.WriteEndArray();
    }

    private static void WriteItems(Utf8JsonWriter writer, IEnumerable<AccountItem> items)
    {
        writer.WriteStartArray();
        foreach (var item in items) item.Write(writer);
        writer.WriteEndArray();
    }

    private static void Object(Utf8JsonWriter writer, string name, Action<Utf8JsonWriter> write)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(name);
        write(writer);
        writer.WriteEndObject();
    }

    private static string Echo(string type, params (string Name, string Value)[] members) => StreamText.Text(StreamText.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", type);
        writer.WriteTexts(members);
        writer.WriteEndObject();
    }));

    private static void WriteNumber(Utf8JsonWriter writer, string name, ulong? value)
    {
        if (value is { } number) writer.WriteNumber(name, number);
        else writer.WriteNull(name);
    }

    private static long Period(string interval)
    {
        var count = long.Parse(interval.AsSpan(0, interval.Length - 1), System.Globalization.CultureInfo.InvariantCulture);
        return count * interval[^1] switch
        {
            'm' => 60_000,
            'h' => 3_600_000,
            'd' => 86_400_000,
            _ => 604_800_000,
        };
    }

    private static string Number(ulong value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
