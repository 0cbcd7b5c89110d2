namespace HypeKr.Crypto.Testing.Tests;

public sealed class PublicTypeWalkTests
{
    private static readonly byte[] Key = Planted.Key;

    [Fact]
    public void A_parser_that_repeats_what_it_refuses_is_found()
    {
        var report = new PublicTypeWalk([typeof(EchoingParser)], Planted.Scanner()).Offer(Key).Run();
        Assert.Contains(report.Leaks, leak => leak.Source.StartsWith("EchoingParser.Parse", StringComparison.Ordinal) && leak.Form == LeakForm.Hex);
        Assert.Throws<LeakFoundException>(report.ThrowIfLeaking);
    }

    [Fact]
    public void A_parser_that_does_not_is_clean_and_was_asked()
    {
        var report = new PublicTypeWalk([typeof(DiscreetParser)], Planted.Scanner()).Offer(Key).Run();
        report.ThrowIfLeaking();
        Assert.Equal(10, report.Refusals);
        Assert.Equal([typeof(DiscreetParser)], report.Scanned);
    }

    [Fact]
    public void Types_are_made_of_seeds_and_what_cannot_be_made_is_said()
    {
        var report = new PublicTypeWalk([typeof(WalletOf), typeof(HiddenKey), typeof(Unreachable)], Planted.Scanner()).Seed(new HiddenKey(Key)).Run();
        report.ThrowIfLeaking();
        Assert.Equal([typeof(WalletOf), typeof(HiddenKey)], report.Scanned);
        Assert.Equal([typeof(Unreachable)], report.NotReached);
    }

    [Fact]
    public void A_type_that_leaks_a_seed_is_found()
    {
        var report = new PublicTypeWalk([typeof(LeakyWallet)], Planted.Scanner()).Seed(new Capability(Key)).Run();
        Assert.Contains(report.Leaks, leak => leak.Source.StartsWith("PublicTypeWalkTests.LeakyWallet.ToString", StringComparison.Ordinal));
    }

    [Fact]
    public void A_skipped_type_is_left_alone()
    {
        var report = new PublicTypeWalk([typeof(EchoingParser)], Planted.Scanner()).Offer(Key).Skip(typeof(EchoingParser)).Run();
        report.ThrowIfLeaking();
        Assert.Equal(0, report.Refusals);
        Assert.Empty(report.Scanned);
    }

    /// <summary>Made of a seed, and discreet.</summary>
    public sealed class WalletOf(HiddenKey key)
    {
        public HiddenKey Key { get; } = key;
    }

    /// <summary>Discreet itself, but it gives the bytes to whoever asks.</summary>
    public sealed class Capability(byte[] key)
    {
        [System.Diagnostics.DebuggerBrowsable(System.Diagnostics.DebuggerBrowsableState.Never)]
        private readonly byte[] _key = key;

        public byte[] Open() => _key;
    }

    /// <summary>Made of a seed, and prints it.</summary>
    public sealed class LeakyWallet(Capability capability)
    {
        public override string ToString() => Convert.ToHexString(capability.Open());
    }
}
