namespace HypeKr.Hyperliquid;

internal sealed class OrderBookConverter() : WireModelConverter<OrderBook, OrderBookReader>(() => MetadataJsonContext.Default.OrderBook);

internal sealed class BookLevelConverter() : WireModelConverter<BookLevel, BookLevelReader>(() => MetadataJsonContext.Default.BookLevel);

internal sealed class TradeConverter() : WireModelConverter<Trade, TradeReader>(() => MetadataJsonContext.Default.Trade);

internal sealed class PerpStateConverter() : WireModelConverter<PerpState, PerpStateReader>(() => MetadataJsonContext.Default.PerpState);

internal sealed class PerpMetaConverter() : WireModelConverter<PerpMeta, PerpMetaReader>(() => MetadataJsonContext.Default.PerpMeta);

internal sealed class PerpContextConverter() : WireModelConverter<PerpContext, PerpContextReader>(() => MetadataJsonContext.Default.PerpContext);

internal sealed class PerpMarketsConverter() : WireModelConverter<PerpMarkets, PerpMarketsReader>(() => MetadataJsonContext.Default.PerpMarkets);

internal sealed class TradeListConverter : WireListConverter<Trade, TradeReader>;

internal sealed class PerpContextListConverter : WireListConverter<PerpContext, PerpContextReader>;
