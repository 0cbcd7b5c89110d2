using System.Globalization;

namespace HypeKr.Crypto;

/// <summary>Passes on at most so many calls in any stretch of time, and refuses the rest at once.</summary>
/// <remarks>
/// <para>
/// It never queues: an order that is signed late is another order. A refusal is a <see cref="SigningRefusedException"/> whose
/// <see cref="SigningRefusedException.RetryAfter"/> says when the next call will pass; a caller who wants to wait decides so himself.
/// </para>
/// <para>
/// The stretch slides: no interval of that length, wherever it begins, has more calls. A call counts from when it is passed on, whether
/// it is then signed, fails or is cancelled, since a service counts it too. Measured by the clock that never jumps
/// (<see cref="TimeProvider.GetTimestamp"/>), by this process alone.
/// </para>
/// <para>The result is as wide as the signer given, and does not own it: dispose that one yourself.</para>
/// </remarks>
public static class RateLimitedSigner
{
    private const int LargestLimit = 100_000;

    /// <summary>Decorates <paramref name="signer"/>.</summary>
    /// <param name="signer">Who signs.</param>
    /// <param name="limit">Calls in any <paramref name="window"/>, 1 to 100000.</param>
    /// <param name="window">Longer than zero.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <exception cref="ArgumentNullException"><paramref name="signer"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> or <paramref name="window"/> is out of its range.</exception>
    /// <exception cref="ArgumentException">The signer's address is zero.</exception>
    public static ITypedDataSigner Wrap(ITypedDataSigner signer, int limit, TimeSpan window, TimeProvider? timeProvider = null)
    {
        SignerInput.CheckSigner(signer);
        return new FilteredSigner(signer, new Filter(limit, window, timeProvider));
    }

    /// <inheritdoc cref="Wrap(ITypedDataSigner, int, TimeSpan, TimeProvider)"/>
    public static ILocalSigner Wrap(ILocalSigner signer, int limit, TimeSpan window, TimeProvider? timeProvider = null)
    {
        SignerInput.CheckSigner(signer);
        return new FilteredLocalSigner(signer, new Filter(limit, window, timeProvider));
    }

    /// <inheritdoc cref="Wrap(ITypedDataSigner, int, TimeSpan, TimeProvider)"/>
    public static IDigestSigner Wrap(IDigestSigner signer, int limit, TimeSpan window, TimeProvider? timeProvider = null)
    {
        SignerInput.CheckSigner(signer);
        return new FilteredDigestSigner(signer, new Filter(limit, window, timeProvider));
    }

    private sealed class Filter : SignerFilter
    {
        private readonly Lock _gate = new();
        private readonly TimeSpan _window;
        private readonly TimeProvider _timeProvider;

        // The times of the last calls, a ring: where the next goes lies the oldest.
        private readonly long[] _calls;
        private int _count;
        private int _next;

        public Filter(int limit, TimeSpan window, TimeProvider? timeProvider)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LargestLimit);
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
            (_calls, _window, _timeProvider) = (new long[limit], window, timeProvider ?? TimeProvider.System);
        }

        public override string Name => nameof(RateLimitedSigner);

        public override ValueTask<RecoverableSignature> SignAsync(ITypedDataSigner signer, SigningRequest request, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                var now = _timeProvider.GetTimestamp();
                if (_count == _calls.Length)
                {
                    var wait = _window - _timeProvider.GetElapsedTime(_calls[_next], now);
                    if (wait > TimeSpan.Zero)
                    {
                        throw new SigningRefusedException(
                            string.Create(CultureInfo.InvariantCulture, $"The signer has had its {_calls.Length} calls within {_window}; the next passes in {wait}."), wait);
                    }
                }
                else
                {
                    _count++;
                }

                _calls[_next] = now;
                _next = (_next + 1) % _calls.Length;
            }

            return request.ForwardAsync(signer, cancellationToken);
        }
    }
}
