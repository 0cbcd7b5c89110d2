namespace HypeKr.Crypto.Testing;

/// <summary>One rule of a contract: a test to be run by itself.</summary>
public sealed class ContractRule
{
    private readonly Func<string, CancellationToken, Task> _check;

    internal ContractRule(string name, Func<string, CancellationToken, Task> check) => (Name, _check) = (name, check);

    /// <summary>The rule in words: the name for a test.</summary>
    public string Name { get; }

    /// <summary>Checks it on a new store.</summary>
    /// <exception cref="ContractViolationException">The store breaks the rule, or threw where it should not.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _check(Name, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not ContractViolationException && !cancellationToken.IsCancellationRequested)
        {
            throw new ContractViolationException(Name, $"the store threw {e.GetType().Name}: {e.Message}", e);
        }
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
