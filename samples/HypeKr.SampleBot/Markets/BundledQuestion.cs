using System.Text.Json.Serialization;

namespace HypeKr.SampleBot;

/// <summary>A question of the bundled market, with the instrument that acts on it: an outcome or the direction of a perp.</summary>
internal sealed record BundledQuestion
{
    public required string Id { get; init; }
    public required string Text { get; init; }
    public required string Criteria { get; init; }
    public required string Category { get; init; }
    public required DateTimeOffset Closes { get; init; }

    /// <summary>What the simulated panel scatters around. A real panel never sees it.</summary>
    public required double SimulatedTruth { get; init; }

    public BundledOutcome? Outcome { get; init; }
    public BundledPerp? Perp { get; init; }
}

/// <summary>An outcome that pays 1 on YES, and the prices that it is offered at.</summary>
internal sealed record BundledOutcome(string Name, decimal Bid, decimal Ask);

/// <summary>A perp whose direction answers the question.</summary>
/// <param name="Coin">The perp.</param>
/// <param name="ExpectedMove">The move, as a fraction of the price, that the question's horizon is expected to bring either way.</param>
internal sealed record BundledPerp(string Coin, decimal ExpectedMove);

internal sealed record BundledQuestions(IReadOnlyList<BundledQuestion> Questions);

[JsonSerializable(typeof(BundledQuestions))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class BundledJsonContext : JsonSerializerContext;
