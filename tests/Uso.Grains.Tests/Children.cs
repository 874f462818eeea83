using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>Pupils who are nothing like each other, with what a test about one of them needs.</summary>
internal static class Children
{
    public static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02", Region.UpnOf("899", 1));
    public static readonly Pupil Ben = new("2", "Ben", "Pemberton", "2014-11-12");
    public static readonly Pupil Carl = new("3", "Quentin", "Zhang", "2013-06-07");
}
