using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

/// <summary>Tokens go to Python's <c>cryptography</c> and come from it.</summary>
[Trait("Category", "Interop")]
public sealed class FernetInteropTests(ITestOutputHelper output)
{
    private const int Count = 100;

    [PythonCryptographyFact]
    public void Python_opens_our_tokens()
    {
        var lines = new StringBuilder();
        var expected = new StringBuilder();
        for (var i = 0; i < Count; i++)
        {
            var (text, data) = (new char[FernetKey.TextLength], Data(i));
            using var fernet = new Fernet(FernetKey.Generate(text));
            lines.Append(text).Append(' ').Append(fernet.Encrypt(data)).Append('\n');
            expected.Append(Convert.ToHexStringLower(data)).Append('\n');
        }

        var (exitCode, answer) = PythonCryptography.Run(
            """
            import sys
            from cryptography.fernet import Fernet
            for line in sys.stdin:
                key, token = line.split()
                print(Fernet(key).decrypt(token.encode(), ttl=600).hex())
            """,
            lines.ToString());
        output.WriteLine($"{Count} tokens opened by Python");
        Assert.Equal((0, expected.ToString()), (exitCode, answer));
    }

    [PythonCryptographyFact]
    public void We_open_tokens_that_Python_made_and_rotated()
    {
        var data = string.Join('\n', Enumerable.Range(0, Count).Select(i => Convert.ToHexStringLower(Data(i))));
        var (exitCode, answer) = PythonCryptography.Run(
            """
            import sys
            from cryptography.fernet import Fernet, MultiFernet
            for line in sys.stdin.read().split("\n"):
                old, new = Fernet.generate_key(), Fernet.generate_key()
                token = Fernet(old).encrypt_at_time(bytes.fromhex(line), 1760000000)
                rotated = MultiFernet([Fernet(new), Fernet(old)]).rotate(token)
                print(old.decode(), new.decode(), token.decode(), rotated.decode())
            """,
            data);
        Assert.Equal(0, exitCode);

        var lines = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Count, lines.Length);
        var clock = TestClock.AtSeconds(1_760_000_060);
        for (var i = 0; i < Count; i++)
        {
            var fields = lines[i].Split(' ');
            using var old = new Fernet([FernetKey.Parse(fields[0])], clock);
            using var both = new Fernet([FernetKey.Parse(fields[1]), FernetKey.Parse(fields[0])], clock);
            Assert.Equal(Data(i), old.Decrypt(fields[2], TimeSpan.FromSeconds(60)));
            Assert.Equal(Data(i), both.Decrypt(fields[3], TimeSpan.FromSeconds(60)));
            Assert.Equal(Data(i), both.Decrypt(both.Rotate(fields[2]), TimeSpan.FromSeconds(60)));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{2 * Count} tokens of Python opened"));
    }

    private static byte[] Data(int i) => [.. Enumerable.Range(0, i).Select(n => (byte)((n * 31 + i) % 256))];
}
