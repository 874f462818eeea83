namespace Uso.GrainInterfaces;

/// <summary>The periods of an account's life in force at a school.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.AccountPolicy)]
public sealed record AccountPolicy
{
    /// <summary>Days between a person's first absence from a complete export and their unallocation.</summary>
    [Id(0)] public required int GraceDays { get; init; }

    /// <summary>Days between unallocation and purge.</summary>
    [Id(1)] public required int RetentionDays { get; init; }

    /// <summary>Days before their start date from which future starters are in snapshots.</summary>
    [Id(2)] public required int FutureLeadDays { get; init; }

    /// <summary>Days for which exports, plans and rejected rows are kept, and runs can be undone; never more than the retention. 0 in old data.</summary>
    [Id(3)] public int RunDataDays { get; init; }
}

/// <summary>What an LA or school set of an <see cref="AccountPolicy"/>; what is null comes from the LA, or the default.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.AccountPolicyChoice)]
public sealed record AccountPolicyChoice
{
    /// <summary>0 to 60.</summary>
    [Id(0)] public int? GraceDays { get; init; }

    /// <summary>30 to 3650. Of an LA only: its data protection officer answers for it.</summary>
    [Id(1)] public int? RetentionDays { get; init; }

    /// <summary>0 to 120.</summary>
    [Id(2)] public int? FutureLeadDays { get; init; }

    /// <summary>Why, 10 to 500 characters. No names of people.</summary>
    [Id(3)] public required string Reason { get; init; }

    /// <summary>Who set it, and when; whatever a caller sends here is replaced.</summary>
    [Id(4)] public string By { get; init; } = "";
    [Id(5)] public DateTimeOffset At { get; init; }

    /// <summary>30 to 3650. Of an LA only.</summary>
    [Id(6)] public int? RunDataDays { get; init; }
}

/// <summary>A school's policy: what holds, and where it comes from.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.AccountPolicySettings)]
public sealed record AccountPolicySettings
{
    [Id(0)] public required AccountPolicy InForce { get; init; }

    /// <summary>Null: the school set nothing.</summary>
    [Id(1)] public AccountPolicyChoice? School { get; init; }

    /// <summary>Null: its LA set nothing.</summary>
    [Id(2)] public AccountPolicyChoice? LocalAuthority { get; init; }
}
