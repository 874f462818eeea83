using Uso.Mis;

namespace Uso.Grains.SyncRuns;

/// <summary>The groups that an export has, gathered while it is read.</summary>
internal sealed class GroupsReading
{
    private readonly Dictionary<string, ReadGroup> _groups = [];
    private bool _rejected;

    /// <summary>A group as the export has it.</summary>
    internal sealed record ReadGroup(ExtractGroup Row)
    {
        public HashSet<(AccountKind Kind, string MisId)> Members { get; } = [];
    }

    public IReadOnlyDictionary<string, ReadGroup> Groups => _groups;

    /// <summary>The export had the report.</summary>
    public bool Found { get; private set; }

    /// <summary>Nothing is missing: only then does the absence of a group or member count. A rejected row may have been the one that is missed.</summary>
    public bool Whole { get; private set; }

    public void Observe(ExtractItem item)
    {
        switch (item)
        {
            case ExtractGroup group:
                _groups.TryAdd(group.GroupId, new ReadGroup(group));
                break;
            case ExtractMembership { Kind: PersonKind.Pupil or PersonKind.Staff } member when _groups.TryGetValue(member.GroupId, out var of):
                of.Members.Add((PersonRow.KindOf(member.Kind), member.PersonMisId));
                break;
            case RejectedRow { Report: Report.GroupsAndClasses }:
                _rejected = true;
                break;
            case ReportEnd { Report: Report.GroupsAndClasses } end:
                Found = true;
                Whole = end.Complete && !_rejected;
                break;
        }
    }
}
