using HypeKr.TestSupport;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

/// <summary>Counts what a vector test accepted and refused, so that a group that was skipped is noticed.</summary>
internal sealed class Tally
{
    private int _accepted;
    private int _refused;

    /// <summary>Runs one opening: a value is an acceptance, an exception of the given kind a refusal, anything else a failure.</summary>
    public T? Open<TRefusal, T>(Func<T> open)
        where TRefusal : Exception
    {
        try
        {
            var value = open();
            _accepted++;
            return value;
        }
        catch (TRefusal)
        {
            _refused++;
            return default;
        }
    }

    public void Count(bool accepted)
    {
        if (accepted) _accepted++;
        else _refused++;
    }

    /// <summary>Compares with the counts of the files in this repository; another folder may hold other cases.</summary>
    public void Expect(ITestOutputHelper output, int accepted, int refused)
    {
        output.WriteLine($"{_accepted} accepted, {_refused} refused");
        if (!VectorFile.Source.Named) Assert.Equal((accepted, refused), (_accepted, _refused));
    }

    /// <summary>Compares with the counts of fetched data, which is the same everywhere.</summary>
    public void ExpectAlways(ITestOutputHelper output, int accepted, int refused)
    {
        output.WriteLine($"{_accepted} accepted, {_refused} refused");
        Assert.Equal((accepted, refused), (_accepted, _refused));
    }
}
