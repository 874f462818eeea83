namespace Uso.Mis.Arbor;

/// <summary>Which UPN each pupil has on a day. A pupil may have had several; of those in force a permanent one goes before a temporary one, then the one that began last.</summary>
internal sealed class ArborUpns(DateOnly day)
{
    private readonly Dictionary<string, Assignment> _byPupil = new(StringComparer.Ordinal);

    public string? Of(string pupil) => _byPupil.TryGetValue(pupil, out var assignment) ? assignment.Upn : null;

    /// <summary>Takes the assignment that was read last. One without pupil or UPN is passed over: a UPN is a help, never a reason to reject anybody.</summary>
    public void Add(ArborRecords records)
    {
        var span = records.Span;
        if (!span.Holds(day) || records.Person is not { } pupil || records.Upn is not { } upn)
        {
            return;
        }

        var assignment = new Assignment(upn, records.IsTemporary, span.Start);
        if (!_byPupil.TryGetValue(pupil, out var other) || assignment.GoesBefore(other))
        {
            _byPupil[pupil] = assignment;
        }
    }

    private readonly record struct Assignment(string Upn, bool Temporary, DateOnly Start)
    {
        public bool GoesBefore(Assignment other) => Temporary != other.Temporary ? other.Temporary : Start > other.Start;
    }
}
