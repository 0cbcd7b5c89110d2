using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Every change of every balance, in order. Balances report themselves; nothing else moves money.</summary>
internal sealed class AuditLog(VenueClock clock, bool isKept)
{
    // It grows for ever: rows in blocks, without references, are nothing for the collector to look into, and are never copied to grow.
    private const int BlockSize = 512;

    private const string First = "seed";

    private readonly List<Row[]> _blocks = [];
    private readonly Numbering<(EthereumAddress Account, string Wallet, string Token)> _lines = new();
    private readonly Numbering<string> _causes = new(First);
    private int _cause;

    /// <summary>What is going on: an action's type, or <c>admin</c>, <c>funding</c>, <c>liquidation</c>.</summary>
    public string Cause
    {
        get;
        set
        {
            if (value == field) return;
            field = value;
            _cause = _causes.Of(value);
        }
    } = First;

    public bool IsKept => isKept;

    public int Count { get; private set; }

    /// <summary>The entries, oldest first.</summary>
    public IEnumerable<AuditEntry> Entries => Enumerable.Range(0, Count).Select(Entry);

    public AuditEntry Entry(int sequence)
    {
        ref readonly var row = ref _blocks[sequence / BlockSize][sequence % BlockSize];
        var (account, wallet, token) = _lines[row.Line];
        return new AuditEntry
        {
            Sequence = sequence,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(row.Time),
            Account = account,
            Wallet = wallet,
            Token = token,
            Change = row.Change,
            Balance = row.Balance,
            Cause = _causes[row.Cause],
        };
    }

    /// <summary>The number of a balance.</summary>
    public int Line(Account account, string wallet, Token token) => _lines.Of((account.Address, wallet, token.Name));

    public void Record(Account account, string wallet, Token token, decimal change, decimal balance)
    {
        int? line = null;
        Record(ref line, account, wallet, token, change, balance);
    }

    /// <remarks>A balance that changes often keeps its number.</remarks>
    public void Record(ref int? line, Account account, string wallet, Token token, decimal change, decimal balance)
    {
        if (!isKept || change == 0) return;
        line ??= Line(account, wallet, token);
        Add(new Row(clock.Now, line.Value, _cause, change, balance));
    }

    public void Keep(StateArchive a)
    {
        Cause = a.Text(Cause);
        _lines.Keep(a, line => (a.Address(line.Account), a.Text(line.Wallet), a.Text(line.Token)));
        _causes.Keep(a, a.Text);
        _cause = _causes.Of(Cause);
        var count = a.Count(Count);
        if (a.IsReading)
        {
            _blocks.Clear();
            Count = 0;
        }

        for (var i = 0; i < count; i++)
        {
            var row = a.IsReading ? default : _blocks[i / BlockSize][i % BlockSize];
            row = new Row(a.Long(row.Time), a.Int(row.Line), a.Int(row.Cause), a.Decimal(row.Change), a.Decimal(row.Balance));
            if (!_lines.Has(row.Line) || !_causes.Has(row.Cause)) throw StateArchive.Wrong("an entry of the audit is of a balance or a cause that it does not have");
            if (a.IsReading) Add(row);
        }
    }

    private void Add(in Row row)
    {
        if (Count % BlockSize == 0) _blocks.Add(new Row[BlockSize]);
        _blocks[^1][Count++ % BlockSize] = row;
    }

    private readonly record struct Row(long Time, int Line, int Cause, decimal Change, decimal Balance);

    /// <summary>Values by numbers from 0 on.</summary>
    private sealed class Numbering<T>
        where T : notnull
    {
        private readonly List<T> _values = [];
        private readonly Dictionary<T, int> _numbers = [];

        public Numbering(params ReadOnlySpan<T> first)
        {
            foreach (var value in first) Of(value);
        }

        public T this[int number] => _values[number];

        public int Of(T value)
        {
            if (_numbers.TryGetValue(value, out var number)) return number;
            _values.Add(value);
            return _numbers[value] = _values.Count - 1;
        }

        public bool Has(int number) => number >= 0 && number < _values.Count;

        public void Keep(StateArchive a, Func<T?, T> keep)
        {
            var values = _values.ToList();
            a.List(values, keep);
            if (!a.IsReading) return;
            _values.Clear();
            _numbers.Clear();
            for (var i = 0; i < values.Count; i++)
            {
                if (Of(values[i]) != i) throw StateArchive.Wrong("the audit has a balance or a cause twice");
            }
        }
    }
}
