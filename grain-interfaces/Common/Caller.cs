using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

/// <summary>Who may do what. Everything is denied unless a rule allows it.</summary>
[GenerateSerializer, Alias(TypeAliases.Role)]
public enum Role
{
    /// <summary>Data controller of a school: the only one who releases its data.</summary>
    HeadTeacher,
    SchoolAdmin,
    LaOperator,
    ServiceDesk,

    /// <summary>A learning platform that fetches snapshots.</summary>
    Consumer,

    /// <summary>An agent or a pushing MIS, known by the school's licence key: may only upload.</summary>
    Agent,

    /// <summary>Uso itself: reminders and start-up. Never given to a token.</summary>
    System,

    /// <summary>A MIS supplier's own system: may only tell what became of schools' connections to that MIS.</summary>
    MisSupplier,
}

/// <summary>Who is calling, as the API authenticated them. Mutating calls carry it, and the grain checks it against its own key.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.Caller)]
public sealed record Caller
{
    /// <summary>Id of the token or key: what audit shows. No name.</summary>
    [Id(0)] public required string Subject { get; init; }
    [Id(1)] public required Role Role { get; init; }

    /// <summary>URNs that the caller may touch; empty for roles that are not bound to schools.</summary>
    [Id(2)] public ImmutableArray<string> Schools { get; init; } = [];

    /// <summary>LA codes that the caller may touch, for LA operators and consumers.</summary>
    [Id(3)] public ImmutableArray<string> LocalAuthorities { get; init; } = [];

    /// <summary>Consumer id, for role <see cref="Role.Consumer"/>.</summary>
    [Id(4)] public string? Consumer { get; init; }

    /// <summary>The service itself.</summary>
    public static readonly Caller Service = new() { Subject = "uso", Role = Role.System };

    /// <summary>True when the caller may act on this school in one of the roles. Service desk, MIS suppliers and the service itself act on every school.</summary>
    public bool MayActOn(string urn, string? laCode, params ReadOnlySpan<Role> roles)
    {
        if (!roles.Contains(Role))
        {
            return false;
        }

        return Role switch
        {
            Role.System or Role.ServiceDesk or Role.MisSupplier => true,
            Role.LaOperator => laCode is not null && LocalAuthorities.Contains(laCode),
            Role.HeadTeacher or Role.SchoolAdmin or Role.Agent => Schools.Contains(urn),
            _ => false,
        };
    }
}
