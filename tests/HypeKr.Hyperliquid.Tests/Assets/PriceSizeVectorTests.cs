using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>What other programs make of prices and sizes, and where this package differs from them on purpose.</summary>
[Trait("Category", "Vectors")]
public sealed partial class PriceSizeVectorTests(ITestOutputHelper output)
{
    private const string File = "hyperliquid/price-size.json";
    private static readonly BigInteger DoublePrecision = BigInteger.Pow(2, 52);

    [VectorFact(File)]
    public void Prices_sizes_and_wire_texts_agree_or_differ_as_documented() => VectorFile.Open(File).Run(output, @case =>
    {
        switch (@case.Text("kind"))
        {
            case "formatPrice": Format(@case, isPrice: true); break;
            case "formatSize": Format(@case, isPrice: false); break;
            case "python.float_to_wire": FloatToWire(@case); break;
            case "python.float_to_int_for_hashing": FloatToInteger(@case, 8); break;
            case "python.float_to_usd_int": FloatToInteger(@case, 6); break;
            case "python.slippage_price": SlippagePrice(@case); break;
            default: Assert.Fail($"Unknown kind {@case.Text("kind")}."); break;
        }
    });

    private static void Format(JsonElement @case, bool isPrice)
    {
        var input = @case.Text("input");
        var isText = @case.Text("inputType") == "string";
        var asset = Asset(isPrice && @case.Text("market") == "spot" ? AssetKind.Spot : AssetKind.Perp, @case.GetProperty("szDecimals").GetInt32());

        // Texts: plain notation alone is read, and only what a decimal holds exactly. nktkas reads 1e5, +5.5, 0x10 and 1_000 too.
        if (isText && (!PlainNotation().IsMatch(input) || @case.TryGetProperty("exceedsDecimal", out _)))
        {
            AssertNotRead(input, isPrice);
            return;
        }

        // Doubles: the interface takes decimals, so what has none cannot be passed at all.
        if (!(isText ? WireDecimal.TryParse(input, out var value) : TryDecimal(input, out value)))
        {
            Assert.False(isText, $"'{input}' is plain notation, and was not read.");
            AssertNotRead(input, isPrice);
            return;
        }

        // Nothing at or below zero is a price or size. nktkas cuts negative ones towards zero.
        if (value <= 0)
        {
            foreach (var direction in Enum.GetValues<RoundingDirection>()) Assert.Throws<InvalidOrderException>(() => Round(asset, value, direction, isPrice));
            Assert.Throws<InvalidOrderException>(() => Check(asset, value, isPrice));
            return;
        }

        if (@case.Optional("expected") is not { } expectedText)
        {
            var refusal = Assert.Throws<InvalidOrderException>(() => Round(asset, value, RoundingDirection.Down, isPrice));
            Assert.Equal(value, refusal.Value);
            Assert.Null(refusal.NearestBelow);
            Check(asset, refusal.NearestAbove!.Value, isPrice);
            return;
        }

        var expected = expectedText.GetString()!;
        var down = Round(asset, value, RoundingDirection.Down, isPrice);
        Check(asset, down, isPrice);
        if (isPrice && value >= 100_000 && decimal.Truncate(value) != value)
        {
            // The stated difference: every integer is a valid price. nktkas cuts it to five figures (unless no fraction is allowed at all).
            Assert.Equal(decimal.Truncate(value), down);
            var whole = WireDecimal.ToText(down);
            string[] theirs = [whole[..5] + new string('0', whole.Length - 5), whole];
            Assert.Contains(expected, theirs);
        }
        else
        {
            Assert.Equal(expected, WireDecimal.ToText(down));
        }

        if (@case.TryGetProperty("valid", out var valid))
        {
            var refusal = Record.Exception(() => Check(asset, value, isPrice));
            if (valid.GetBoolean())
            {
                Assert.Null(refusal);
                Assert.Equal(value, Round(asset, value, RoundingDirection.Up, isPrice));
            }
            else
            {
                var invalid = Assert.IsType<InvalidOrderException>(refusal);
                Assert.Equal(down, invalid.NearestBelow);
                Assert.Equal(Round(asset, value, RoundingDirection.Up, isPrice), invalid.NearestAbove);
                Assert.Contains(WireDecimal.ToText(value), invalid.Message, StringComparison.Ordinal);
                Assert.Contains(WireDecimal.ToText(down), invalid.Message, StringComparison.Ordinal);
            }
        }

        // ccxt rounds to the nearest, and its answer is listed where it is not the cut one.
        if (!@case.TryGetProperty("ccxtRounded", out var ccxt)) return;
        if (isPrice && asset.SizeDecimals > (asset.Kind == AssetKind.Spot ? 8 : 6))
        {
            // More size decimals than a price may have leave none. ccxt goes on to tens.
            Assert.Equal(0, decimal.Parse(ccxt.GetString()!, CultureInfo.InvariantCulture) % 10);
            return;
        }

        AssertNearest(asset, value, ccxt.GetString()!, isPrice);
    }

    /// <summary>
    /// The rule: a decimal with at most eight fractional digits is written as Python writes it, but for minus zero. What has more is refused, also where
    /// Python lets a change below 10^-12 pass; rounding it explicitly gives Python's text.
    /// </summary>
    private static void FloatToWire(JsonElement @case)
    {
        var input = @case.Text("input");
        var expected = @case.Optional("expected")?.GetString();
        if (!TryDecimal(input, out var value))
        {
            AssertNotRead(input, isPrice: true);
            return;
        }

        var text = new byte[WireDecimal.MaxLength];
        if (WireDecimal.Fits(value))
        {
            Assert.Equal(expected == "-0" ? "0" : expected, System.Text.Encoding.ASCII.GetString(text, 0, WireDecimal.Format(value, text)));
            return;
        }

        var refusal = Assert.Throws<InvalidOrderException>(() => WireDecimal.Format(value, text));
        Assert.Equal(value, refusal.Value);
        Assert.True(WireDecimal.Fits(refusal.NearestBelow!.Value) && refusal.NearestBelow < value && value < refusal.NearestAbove);
        if (expected is not null) Assert.Equal(expected, WireDecimal.ToText(decimal.Round(value, WireDecimal.MaxFractionDigits)));
    }

    /// <summary>
    /// The rule: the wire text without its point is the scaled integer where Python has one; where a decimal has more digits than the scale,
    /// Python either refuses it or, within its tolerance, takes the nearest. Python computes in doubles, so the integers are compared to the precision of one.
    /// </summary>
    private static void FloatToInteger(JsonElement @case, int power)
    {
        var input = @case.Text("input");
        var expected = @case.Optional("expected")?.GetString();
        if (!TryDecimal(input, out var value))
        {
            AssertNotRead(input, isPrice: true);
            return;
        }

        var rounded = decimal.Round(value, power);
        if (rounded == value || expected is not null)
        {
            Assert.NotNull(expected);
            var ours = Scaled(WireDecimal.ToText(rounded), power);
            Assert.True(BigInteger.Abs(ours - BigInteger.Parse(expected, CultureInfo.InvariantCulture)) * DoublePrecision <= BigInteger.Abs(ours), $"{ours} is not {expected}, in doubles.");
        }

        Assert.Equal(power == WireDecimal.MaxFractionDigits ? rounded == value : value == decimal.Round(value, WireDecimal.MaxFractionDigits), WireDecimal.Fits(value));
    }

    /// <summary>The rule: a price moved by a slippage and rounded to the nearest, as Python does with doubles and in two steps.</summary>
    private static void SlippagePrice(JsonElement @case)
    {
        var asset = Asset(@case.GetProperty("isSpot").GetBoolean() ? AssetKind.Spot : AssetKind.Perp, @case.GetProperty("szDecimals").GetInt32());
        var slippage = @case.GetProperty("slippage").GetDecimal();
        var moved = @case.GetProperty("px").GetDecimal() * (@case.GetProperty("isBuy").GetBoolean() ? 1 + slippage : 1 - slippage);
        AssertNearest(asset, moved, @case.Text("expected"), isPrice: true);
    }

    private static void AssertNearest(Asset asset, decimal value, string expected, bool isPrice)
    {
        if (isPrice && value >= 100_000)
        {
            // Ours is the nearest integer. Theirs is that, or five figures of it.
            Assert.Equal(decimal.Round(value, MidpointRounding.AwayFromZero), Round(asset, value, RoundingDirection.Nearest, isPrice));
            Assert.True(Math.Abs(WireDecimal.Parse(expected, "A price") - value) <= value * 0.00005m);
            return;
        }

        var nearest = WireDecimal.ToText(Round(asset, value, RoundingDirection.Nearest, isPrice));
        if (nearest == expected) return;

        // A value in the middle of its neighbours may be tipped to the other one: by a double, or by rounding first to five figures and then to the decimals.
        string[] neighbours = [WireDecimal.ToText(Round(asset, value, RoundingDirection.Down, isPrice)), WireDecimal.ToText(Round(asset, value, RoundingDirection.Up, isPrice))];
        Assert.Contains(expected, neighbours);
        var middle = (WireDecimal.Parse(neighbours[0], "A neighbour") + WireDecimal.Parse(neighbours[1], "A neighbour")) / 2;
        var text = WireDecimal.ToText(value);
        var figures = TextGrid.PriceDigits(text, 28);
        var twoSteps = isPrice && TextGrid.PriceDigits(text, asset.MaxPriceDecimals) < figures;
        var slack = twoSteps ? new decimal(5, 0, 0, false, (byte)Math.Min(figures + 1, 28)) : value * 0.000000000001m;
        Assert.True(Math.Abs(value - middle) <= slack, $"{value} is nearer to {nearest} than to {expected}.");
    }

    private static BigInteger Scaled(string text, int power)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return BigInteger.Parse(point < 0 ? text + new string('0', power) : text[..point] + text[(point + 1)..].PadRight(power, '0'), CultureInfo.InvariantCulture);
    }

    private static void AssertNotRead(string text, bool isPrice)
    {
        Assert.False(isPrice ? Price.TryParse(text, null, out _) : OrderSize.TryParse(text, null, out _), $"'{text}' was read.");
        var refusal = Assert.Throws<InvalidOrderException>(() => isPrice ? Price.Parse(text).Value : OrderSize.Parse(text).Value);
        Assert.Contains(text.Length is > 0 and < 40 && !text.Contains('\n', StringComparison.Ordinal) ? text : "''"[..1], refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The decimal that a double's shortest text names; false where there is none, and zero where it is nearer than 10^-28.</summary>
    private static bool TryDecimal(string input, out decimal value)
    {
        value = 0;
        return double.TryParse(input, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            && decimal.TryParse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private static Asset Asset(AssetKind kind, int sizeDecimals) => new("TEST", kind == AssetKind.Spot ? AssetId.ForSpot(0) : AssetId.ForPerp(0), sizeDecimals);

    private static decimal Round(Asset asset, decimal value, RoundingDirection direction, bool isPrice) =>
        isPrice ? asset.RoundPrice(value, direction).Value : asset.RoundSize(value, direction).Value;

    private static void Check(Asset asset, decimal value, bool isPrice)
    {
        if (isPrice) asset.CheckPrice(value);
        else asset.CheckSize(value);
    }

    [GeneratedRegex(@"^-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainNotation();
}
