namespace HypeKr.Crypto.Testing;

/// <summary>One place where a secret or a raw address came out.</summary>
/// <param name="Source">Where: a log line, an exception's member, a type and its view.</param>
/// <param name="Secret">The name it was planted under, or the fingerprint of an address. Never the secret.</param>
/// <param name="Form">How it was spelled.</param>
public sealed record Leak(string Source, string Secret, LeakForm Form)
{
    /// <summary>One line for a test report.</summary>
    public override string ToString() => $"{Source} shows {Secret} as {Form}";
}
