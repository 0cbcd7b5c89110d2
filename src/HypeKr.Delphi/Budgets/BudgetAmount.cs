namespace HypeKr.Delphi;

internal readonly record struct BudgetAmount(long Calls, long Tokens, decimal Cost)
{
    public static BudgetAmount operator +(BudgetAmount a, BudgetAmount b) => new(a.Calls + b.Calls, a.Tokens + b.Tokens, a.Cost + b.Cost);

    public static BudgetAmount operator -(BudgetAmount a, BudgetAmount b) => new(a.Calls - b.Calls, a.Tokens - b.Tokens, a.Cost - b.Cost);
}
