using DuckDB.NET.Data;
using HypeKr.Crypto;

namespace HypeKr.SampleBot;

/// <summary>Keeps users' wallets in a DuckDB file: envelopes that are worthless without the master keys.</summary>
/// <remarks>
/// One connection and one caller at a time: a statement takes well under a millisecond, and DuckDB gives two writers of one row a conflict
/// where they should wait for each other. Another process cannot open the file while this one has it.
/// </remarks>
internal sealed class DuckDbWalletStore : IWalletStore, IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS wallets (
            user_id VARCHAR PRIMARY KEY, address VARCHAR NOT NULL, envelope BLOB NOT NULL, state VARCHAR NOT NULL,
            created_at TIMESTAMP NOT NULL, expires_at TIMESTAMP, version BIGINT NOT NULL)
        """;

    private const string Columns = "user_id, address, envelope, state, created_at, expires_at, version";

    private readonly DuckDBConnection _connection;
    private readonly SemaphoreSlim _turn = new(1, 1);

    public DuckDbWalletStore(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        _connection = new DuckDBConnection($"DataSource={Path}");
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = Schema;
        command.ExecuteNonQuery();
    }

    public string Path { get; }

    public async ValueTask<WalletRow?> FindAsync(string user, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        var rows = await QueryAsync($"SELECT {Columns} FROM wallets WHERE user_id = $user", [new("user", user)], cancellationToken);
        return rows.SingleOrDefault();
    }

    public ValueTask<bool> TryAddAsync(WalletRow row, CancellationToken cancellationToken = default) =>
        WriteAsync(
            """
            INSERT INTO wallets VALUES ($user, $address, $envelope, $state, $created_at, $expires_at, 1)
            ON CONFLICT DO NOTHING
            """,
            row,
            [],
            cancellationToken);

    public ValueTask<bool> TryReplaceAsync(WalletRow row, CancellationToken cancellationToken = default) =>
        WriteAsync(
            """
            UPDATE wallets SET address = $address, envelope = $envelope, state = $state, created_at = $created_at,
                expires_at = $expires_at, version = version + 1
            WHERE user_id = $user AND version = $version
            """,
            row,
            [new("version", row.Version)],
            cancellationToken);

    public async ValueTask<IReadOnlyList<WalletRow>> ListAsync(string? afterUser, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return afterUser is null
            ? await QueryAsync($"SELECT {Columns} FROM wallets ORDER BY user_id LIMIT $count", [new("count", count)], cancellationToken)
            : await QueryAsync(
                $"SELECT {Columns} FROM wallets WHERE user_id > $after ORDER BY user_id LIMIT $count",
                [new("after", afterUser), new("count", count)],
                cancellationToken);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _turn.Dispose();
    }

    private async ValueTask<List<WalletRow>> QueryAsync(string sql, DuckDBParameter[] parameters, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            using var command = Command(sql, parameters);
            using var reader = command.ExecuteReader();
            var rows = new List<WalletRow>();
            while (reader.Read()) rows.Add(Read(reader));
            return rows;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<bool> WriteAsync(string sql, WalletRow row, DuckDBParameter[] more, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        DuckDBParameter[] parameters =
        [
            new("user", row.User),
            new("address", row.Address.ToLowerHex()),
            new("envelope", row.Envelope.ToArray()),
            new("state", Word(row.State)),
            new("created_at", row.CreatedAt.UtcDateTime),
            new("expires_at", row.ExpiresAt is { } expiry ? expiry.UtcDateTime : DBNull.Value),
            .. more,
        ];
        await _turn.WaitAsync(cancellationToken);
        try
        {
            using var command = Command(sql, parameters);
            return command.ExecuteNonQuery() == 1;
        }
        finally
        {
            _turn.Release();
        }
    }

    private DuckDBCommand Command(string sql, DuckDBParameter[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    private static WalletRow Read(DuckDBDataReader reader)
    {
        using var envelope = new MemoryStream();
        using (var blob = reader.GetStream(2)) blob.CopyTo(envelope);
        return new WalletRow
        {
            User = reader.GetString(0),
            Address = EthereumAddress.Parse(reader.GetString(1)),
            Envelope = envelope.ToArray(),
            State = reader.GetString(3) switch
            {
                "active" => WalletState.Active,
                "revoked" => WalletState.Revoked,
                var other => throw new SampleBotException($"A wallet has state '{other}'; it is active or revoked."),
            },
            CreatedAt = Utc(reader.GetDateTime(4)),
            ExpiresAt = reader.IsDBNull(5) ? null : Utc(reader.GetDateTime(5)),
            Version = reader.GetInt64(6),
        };
    }

    private static string Word(WalletState state) => state == WalletState.Active ? "active" : "revoked";

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
