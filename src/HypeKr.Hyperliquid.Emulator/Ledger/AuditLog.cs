using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Every change of every balance, in order. Balances report themselves; nothing else moves money.</summary>
internal sealed class AuditLog(VenueClock clock, bool isKept)
{
    // It grows for ever: rows in blocks are a few objects for the collector rather than millions, and are never copied to grow.
    private const int BlockSize = 512;

    private readonly List<Row[]> _blocks = [];

    /// <summary>What is going on: an action's type, or <c>admin</c>, <c>funding</c>, <c>liquidation</c>.</summary>
    public string Cause { get; set; } = "seed";

    public bool IsKept => isKept;

    public int Count { get; private set; }

    /// <summary>The entries, oldest first.</summary>
    public IEnumerable<AuditEntry> Entries => Enumerable.Range(0, Count).Select(Entry);

    public AuditEntry Entry(int sequence)
    {
        ref readonly var row = ref _blocks[sequence / BlockSize][sequence % BlockSize];
        return new AuditEntry
        {
            Sequence = sequence,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(row.Time),
            Account = row.Account,
            Wallet = row.Wallet,
            Token = row.Token,
            Change = row.Change,
            Balance = row.Balance,
            Cause = row.Cause,
        };
    }

    public void Record(Account account, string wallet, Token token, decimal change, decimal balance)
    {
        if (isKept && change != 0) Add(new Row(clock.Now, account.Address, wallet, token.Name, change, balance, Cause));
    }

    public void Keep(StateArchive a)
    {
        Cause = a.Text(Cause);
        var count = a.Count(Count);
        if (a.IsReading)
        {
            _blocks.Clear();
            Count = 0;
        }

        for (var i = 0; i < count; i++)
        {
            var row = a.IsReading ? default : _blocks[i / BlockSize][i % BlockSize];
            if (a.Long(i) != i) throw StateArchive.Wrong("an entry of the audit is out of its place");
            row = new Row(a.Long(row.Time), a.Address(row.Account), a.Text(row.Wallet), a.Text(row.Token), a.Decimal(row.Change), a.Decimal(row.Balance), a.Text(row.Cause));
            if (a.IsReading) Add(row);
        }
    }

    private void Add(in Row row)
    {
        if (Count % BlockSize == 0) _blocks.Add(new Row[BlockSize]);
        _blocks[^1][Count++ % BlockSize] = row;
    }

    private readonly record struct Row(long Time, EthereumAddress Account, string Wallet, string Token, decimal Change, decimal Balance, string Cause);
}
