using System.Globalization;

namespace HypeKr.Hyperliquid;

/// <summary>What became of one item of an action. Kept in the journal: the numbers of the words are part of the file.</summary>
internal enum PlacementFate : byte
{
    /// <summary>Not one byte of it left.</summary>
    NotSent = 1,

    /// <summary>It did not happen, and cannot any more.</summary>
    NotPlaced = 2,

    Rejected = 3,
    Resting = 4,
    PartlyFilled = 5,
    Filled = 6,
    WaitingForFill = 7,
    WaitingForTrigger = 8,
    Accepted = 9,
    Canceled = 10,
    PartlyFilledThenCanceled = 11,

    /// <summary>Nothing of it can land any more, and the venue's records do not say whether something did.</summary>
    Undecided = 12,
}

/// <summary>A fact about one item of an action.</summary>
internal sealed record PlacementFact(PlacementFate Fate)
{
    /// <summary>The venue's id of the order or TWAP order.</summary>
    public long? Id { get; init; }

    public decimal? FilledSize { get; init; }

    public decimal? AveragePrice { get; init; }

    /// <summary>The kind of refusal, with <see cref="Text"/>.</summary>
    public RejectionKind? Refusal { get; init; }

    /// <summary>The venue's words of a refusal, or its status word of a cancellation.</summary>
    public string? Text { get; init; }

    public static PlacementFact NotPlaced { get; } = new(PlacementFate.NotPlaced) { FilledSize = 0 };

    /// <summary>Whether the same may be asked for again under the same key.</summary>
    public bool MayRepeat => Fate is PlacementFate.NotSent or PlacementFate.NotPlaced;

    public static PlacementFact Rejected(Rejection rejection) => new(PlacementFate.Rejected) { FilledSize = 0, Refusal = rejection.Kind, Text = rejection.Text };

    public Rejection? ToRejection(Crypto.EthereumAddress signer) =>
        Refusal is { } kind ? new Rejection(kind, Text ?? "", SignerDiagnosis.From(kind, Text ?? "", signer)) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Fate} {Id} {FilledSize} {AveragePrice} {Text}").TrimEnd();
}
