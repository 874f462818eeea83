using Orleans.Runtime;
using Uso.EmbeddedRuntime.Storage;

namespace Uso.EmbeddedRuntime.Reminders;

/// <summary>Reads the reminders; moments are UTC ticks.</summary>
internal static class ReminderRows
{
    public static List<Reminder> ReadAll(Database database)
    {
        var reader = database.Borrow();
        try
        {
            using var all = new Statement(reader.Connection, "SELECT grain_type, grain_key, name, first_tick, next_tick, period FROM reminders");
            List<Reminder> found = [];
            while (all.Step())
            {
                found.Add(new Reminder(
                    GrainId.Create(all.Text(0), all.Text(1)), all.Text(2), new DateTime(all.Long(3), DateTimeKind.Utc), new TimeSpan(all.Long(5)))
                {
                    Next = new DateTime(all.Long(4), DateTimeKind.Utc),
                });
            }

            return found;
        }
        finally
        {
            database.Return(reader);
        }
    }
}

/// <summary>A change of the reminders.</summary>
internal sealed class ReminderWrite : Write
{
    private readonly Action<WriteStatements> _execute;

    private ReminderWrite(GrainId grainId, string operation, Action<WriteStatements> execute)
    {
        _execute = execute;
        Label = (grainId.Type.ToString(), operation);
    }

    public override (string GrainType, string Operation) Label { get; }

    public static ReminderWrite Put(Reminder r) => new(r.GrainId, "reminder", s => Key(s.PutReminder, r.GrainId, r.Name)
        .Bind(4, r.First.Ticks).Bind(5, r.Next.Ticks).Bind(6, r.Period.Ticks).Run());

    public static ReminderWrite Note(Reminder r) => new(r.GrainId, "reminder-tick", s => Key(s.NoteTick, r.GrainId, r.Name)
        .Bind(4, r.Next.Ticks).Bind(5, r.First.Ticks).Bind(6, r.Period.Ticks).Run());

    public static ReminderWrite Remove(GrainId grainId, string name) => new(grainId, "reminder-remove", s => Key(s.RemoveReminder, grainId, name).Run());

    public override void Execute(WriteStatements statements) => _execute(statements);

    private static Statement Key(Statement statement, GrainId grainId, string name) =>
        statement.Bind(1, grainId.Type.ToString()).Bind(2, grainId.Key.ToString()).Bind(3, name);
}
