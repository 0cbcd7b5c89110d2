using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>A wallet elsewhere: it may take its time, and fail as it likes.</summary>
internal sealed class HeldSigner(PrivateKeySigner inner) : ITypedDataSigner
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EthereumAddress Address => inner.Address;

    /// <summary>What its owner waits for before he signs.</summary>
    public Task Consent { get; set; } = Task.CompletedTask;

    public Exception? Fault { get; set; }

    /// <summary>Ends when it was asked for a signature that it does not give at once.</summary>
    public Task Asked => _asked.Task;

    public async ValueTask<RecoverableSignature> SignTypedDataAsync(TypedData typedData, CancellationToken cancellationToken = default)
    {
        if (Fault is { } fault) throw fault;
        var consent = Consent;
        if (!consent.IsCompleted) _asked.TrySetResult();
        await consent.WaitAsync(cancellationToken);
        return await inner.SignTypedDataAsync(typedData, cancellationToken);
    }
}
