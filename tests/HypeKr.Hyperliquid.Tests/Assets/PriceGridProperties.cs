using FsCheck;
using FsCheck.Xunit;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>The rounding rules, judged by <see cref="TextGrid"/>.</summary>
[Properties(Arbitrary = [typeof(Arbitraries)], MaxTest = 1000)]
public sealed class PriceGridProperties
{
    [Property]
    public void Prices_round_to_the_neighbour_that_the_text_shows(MarketPrice input)
    {
        var (asset, price) = input;
        var text = WireDecimal.ToText(price);
        AssertRounds(TextGrid.PriceDown(text, asset.MaxPriceDecimals), price, RoundingDirection.Down, Price);
        AssertRounds(TextGrid.PriceUp(text, asset.MaxPriceDecimals), price, RoundingDirection.Up, Price);
        AssertRounds(TextGrid.PriceNearest(text, asset.MaxPriceDecimals), price, RoundingDirection.Nearest, Price);

        decimal Price(decimal value, RoundingDirection direction) => asset.RoundPrice(value, direction).Value;
    }

    [Property]
    public void Sizes_round_to_the_neighbour_that_the_text_shows(MarketPrice input)
    {
        var (asset, size) = input;
        var text = WireDecimal.ToText(size);
        AssertRounds(TextGrid.Cut(text, asset.SizeDecimals), size, RoundingDirection.Down, Size);
        AssertRounds(TextGrid.CutUp(text, asset.SizeDecimals), size, RoundingDirection.Up, Size);
        AssertRounds(TextGrid.CutNearest(text, asset.SizeDecimals), size, RoundingDirection.Nearest, Size);

        decimal Size(decimal value, RoundingDirection direction) => asset.RoundSize(value, direction).Value;
    }

    [Property]
    public void A_rounded_price_is_valid_stays_and_is_within_one_step(MarketPrice input)
    {
        var (asset, price) = input;
        var up = asset.RoundPrice(price, RoundingDirection.Up).Value;
        asset.CheckPrice(up);
        Assert.True(up >= price);
        foreach (var direction in Enum.GetValues<RoundingDirection>()) Assert.Equal(up, asset.RoundPrice(up, direction).Value);

        // One step: five figures, or the last digit that the asset allows, and never more than one.
        var step = 1m / Pow10(TextGrid.PriceDigits(WireDecimal.ToText(price), asset.MaxPriceDecimals));
        Assert.True(up - price < step);
        if (price < step) return;

        var down = asset.RoundPrice(price, RoundingDirection.Down).Value;
        asset.CheckPrice(down);
        Assert.True(down <= price && price - down < step);
        Assert.True(down == up || up - down == step);
        foreach (var direction in Enum.GetValues<RoundingDirection>()) Assert.Equal(down, asset.RoundPrice(down, direction).Value);
    }

    [Property]
    public void What_is_off_the_grid_is_refused_with_its_neighbours(MarketPrice input)
    {
        var (asset, price) = input;
        var below = TextGrid.PriceDown(WireDecimal.ToText(price), asset.MaxPriceDecimals);
        var refusal = Record.Exception(() => asset.CheckPrice(price));
        if (below == WireDecimal.ToText(price))
        {
            Assert.Null(refusal);
            Assert.Equal(below, new Price(price).ToString());
            return;
        }

        var invalid = Assert.IsType<InvalidOrderException>(refusal);
        Assert.Equal(price, invalid.Value);
        Assert.Equal(below, invalid.NearestBelow is { } b ? WireDecimal.ToText(b) : "0");
        Assert.Equal(TextGrid.PriceUp(WireDecimal.ToText(price), asset.MaxPriceDecimals), WireDecimal.ToText(invalid.NearestAbove!.Value));
    }

    [Property]
    public void The_neighbours_of_what_is_refused_are_valid_and_on_either_side(MarketPrice input)
    {
        var (asset, value) = input;
        AssertNeighbours(Record.Exception(() => asset.CheckPrice(value)), value, asset.CheckPrice);
        AssertNeighbours(Record.Exception(() => asset.CheckSize(value)), value, asset.CheckSize);
        AssertNeighbours(Record.Exception(() => asset.CheckPrice(-value)), -value, asset.CheckPrice);
        AssertNeighbours(Record.Exception(() => asset.CheckSize(0)), 0, asset.CheckSize);
    }

    [Property]
    public void Text_is_normal_and_stays_so(WireNumber input)
    {
        var text = WireDecimal.ToText(input.Value);

        Assert.Equal(text, WireDecimal.ToText(WireDecimal.Parse(text, "A number")));
        Assert.Equal(input.Value, WireDecimal.Parse(text, "A number"));
        Assert.Matches(@"^(0|-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?)\z", text);
        if (input.Value < 0) return;

        Assert.Equal((text, text), (new Price(input.Value).ToString(), new OrderSize(input.Value).ToString()));
        Assert.Equal((new Price(input.Value), new OrderSize(input.Value)), (Price.Parse(text), OrderSize.Parse(text)));
    }

    private static void AssertNeighbours(Exception? refusal, decimal value, Action<decimal> check)
    {
        if (refusal is null) return;
        var invalid = Assert.IsType<InvalidOrderException>(refusal);
        Assert.Equal(value, invalid.Value);
        Assert.True(invalid.NearestAbove > value);
        check(invalid.NearestAbove!.Value);
        if (invalid.NearestBelow is not { } below) return;

        Assert.True(below < value);
        check(below);
    }

    private static void AssertRounds(string expected, decimal value, RoundingDirection direction, Func<decimal, RoundingDirection, decimal> round)
    {
        if (expected == "0") Assert.Throws<InvalidOrderException>(() => round(value, direction));
        else Assert.Equal(expected, WireDecimal.ToText(round(value, direction)));
    }

    private static decimal Pow10(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++) power *= 10;
        return power;
    }
}

/// <summary>An asset and a positive number near its grid.</summary>
public sealed record MarketPrice(Asset Asset, decimal Value)
{
    public override string ToString() => $"{WireDecimal.ToText(Value)} of {Asset.Kind} with {Asset.SizeDecimals} size decimals";
}
