namespace HypeKr.Hyperliquid;

/// <summary>One of several cases, each a member of its own; a case without content may come as a word alone.</summary>
internal interface IWireUnion<TSelf> where TSelf : class, IWireUnion<TSelf>
{
    string? Word { get; }

    static abstract TSelf FromWord(string word);
}
